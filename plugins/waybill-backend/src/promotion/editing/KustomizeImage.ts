/** An entry of a kustomization's `images`. */
export interface KustomizeImage {
  name: string;
  newName?: string;
  newTag?: string;
  digest?: string;
}

/** In the order in which they are written. */
export const IMAGE_FIELDS = ['newName', 'newTag', 'digest'] as const;
