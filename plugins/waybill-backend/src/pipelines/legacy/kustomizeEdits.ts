import { GitRepoUpdate } from '../schemas/mechanismsSchema';
import { Edits } from './Edits';
import { imageField, imageReference, quoted } from './imageExpressions';
import { joinPath } from './joinPath';

/**
 * `kustomize: { images }` as steps, one per folder. Images the Stage's Freight does not carry are passed over.
 *
 * @param subscribed - image repositories that the Stage's Warehouses subscribe to; compared exactly
 */
export function kustomizeEdits(
  kustomize: NonNullable<GitRepoUpdate['kustomize']>,
  subscribed: ReadonlySet<string>,
  tree: string,
): Edits {
  const images = kustomize.images.filter(({ image }) => subscribed.has(image));
  const folders = [...new Set(images.map(({ path }) => path))];
  return {
    steps: folders.map(folder => ({
      uses: 'kustomize-set-image',
      config: {
        path: joinPath(tree, folder),
        images: images
          .filter(({ path }) => path === folder)
          .map(({ image, useDigest }) => ({
            image,
            newName: image,
            ...(useDigest
              ? { digest: quoted(imageField(image, 'Digest')) }
              : { tag: quoted(imageField(image, 'Tag')) }),
          })),
      },
    })),
    changes: images.map(
      ({ image, path, useDigest }) =>
        `updated ${joinPath(
          path,
          'kustomization.yaml',
        )} to use image ${imageReference(image, useDigest)}`,
    ),
  };
}
