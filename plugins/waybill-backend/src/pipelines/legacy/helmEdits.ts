import { GitRepoUpdate } from '../schemas/mechanismsSchema';
import { Edits } from './Edits';
import { imageReference, imageValue, usesDigest } from './imageExpressions';
import { joinPath } from './joinPath';

/**
 * `helm: { images }` as steps, one per values file. Images the Stage's Freight does not carry are passed over.
 *
 * @param subscribed - image repositories that the Stage's Warehouses subscribe to; compared exactly
 */
export function helmEdits(
  helm: Pick<NonNullable<GitRepoUpdate['helm']>, 'images'>,
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
          .map(({ key, image, value }) => ({
            key,
            value: imageValue(image, value),
          })),
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
