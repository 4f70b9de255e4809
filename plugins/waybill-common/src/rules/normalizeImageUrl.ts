import { repositoryOfImageReference } from './repositoryOfImageReference';

/**
 * One spelling for one image repository: lower-case, without tag or digest, without Docker Hub's host and `library/`.
 *
 * @remarks What is no valid reference is returned exactly as given, as Kargo does.
 * @public
 */
export function normalizeImageUrl(url: string): string {
  const text = url.trim().toLocaleLowerCase('en-US');
  return repositoryOfImageReference(text) ?? url;
}
