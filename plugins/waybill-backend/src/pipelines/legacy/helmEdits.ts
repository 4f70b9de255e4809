import { GitRepoUpdate } from '../schemas/mechanismsSchema';
import { Edits } from './Edits';
import { imageField, imageReference, quoted } from './imageExpressions';
import { joinPath } from './joinPath';

type HelmImage = NonNullable<GitRepoUpdate['helm']>['images'][number];

/**
 * `helm: { images }` as steps, one per values file. Images the Stage's Freight does not carry are passed over.
 *
 * @param subscribed - image repositories that the Stage's Warehouses subscribe to; compared exactly
 */
export function helmEdits(
  helm: NonNullable<GitRepoUpdate['helm']>,
  subscribed: ReadonlySet<string>,
  tree: string,
): Edits {
  const images = helm.images.filter(({ image }) => subscribed.has(image));
  const files = [...new Set(images.map(update => update.valuesFilePath))];
  return {
    steps: files.map(file => ({
      uses: 'yaml-update',
      config: {
        path: joinPath(tree, file),
        updates: images
          .filter(update => update.valuesFilePath === file)
          .map(update => ({ key: update.key, value: valueOf(update) })),
      },
    })),
    changes: images.map(
      ({ image, value, valuesFilePath }) =>
        `updated ${valuesFilePath} to use image ${imageReference(
          image,
          usesDigest(value),
        )}`,
    ),
  };
}

function valueOf({ image, value }: HelmImage): string {
  const field = usesDigest(value) ? 'Digest' : 'Tag';
  return value === field
    ? quoted(imageField(image, field))
    : imageReference(image, usesDigest(value));
}

function usesDigest(value: HelmImage['value']): boolean {
  return value === 'Digest' || value === 'ImageAndDigest';
}
