import { KustomizeImage } from '../editing/KustomizeImage';

/** An image as Argo CD and `kustomize edit set image` write it: `[name=]image[:tag][@digest]`. */
export function parseImageOverride(text: string): KustomizeImage {
  const [, name, image = text] = /^([^=]*)=(.*)$/.exec(text) ?? [];
  const [withTag, digest] = image.split('@');
  const colon = withTag.lastIndexOf(':');
  const hasTag = colon > withTag.lastIndexOf('/');
  const bare = hasTag ? withTag.slice(0, colon) : withTag;
  return {
    name: name ?? bare,
    newName: name === undefined ? undefined : bare,
    newTag: hasTag && !digest ? withTag.slice(colon + 1) : undefined,
    digest: digest || undefined,
  };
}
