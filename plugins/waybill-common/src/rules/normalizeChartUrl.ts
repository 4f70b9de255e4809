import { repositoryOfImageReference } from './repositoryOfImageReference';

/**
 * One spelling for one Helm chart repository: lower-case, without `oci://`, and then as an image repository is.
 *
 * @remarks As Kargo does, since Freight IDs are made from it.
 * @public
 */
export function normalizeChartUrl(url: string): string {
  const text = url
    .trim()
    .toLocaleLowerCase('en-US')
    .replace(/^oci:\/\//, '');
  return repositoryOfImageReference(text) ?? text;
}
