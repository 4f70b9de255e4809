/** An entry of a kustomization's `images`. */
export interface ImageOverride {
  name: string;
  newName?: string;
  newTag?: string;
  digest?: string;
}

/** The image with the override applied, if it is meant; a digest takes the tag's place. */
export function overrideImage(image: string, override: ImageOverride): string {
  const { name, tag, digest } = splitImage(image);
  if (name !== override.name) {
    return image;
  }
  const newName = override.newName ?? name;
  if (override.digest) {
    return `${newName}@${override.digest}`;
  }
  if (override.newTag !== undefined) {
    return `${newName}:${override.newTag}`;
  }
  return `${newName}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
}

/** `name:tag`, `name@digest`, `old=new:tag` as in an Application's `kustomize.images`. */
export function parseImageOverride(text: string): ImageOverride {
  const [left, right] = text.includes('=') ? text.split('=', 2) : [text, text];
  const from = splitImage(left);
  const to = splitImage(right);
  return {
    name: from.name,
    newName: to.name === from.name ? undefined : to.name,
    newTag: to.tag,
    digest: to.digest,
  };
}

function splitImage(image: string) {
  const [reference, digest] = image.split('@', 2);
  const match = /^(.*?)(?::([^:/]+))?$/.exec(reference)!;
  return { name: match[1], tag: match[2] as string | undefined, digest };
}
