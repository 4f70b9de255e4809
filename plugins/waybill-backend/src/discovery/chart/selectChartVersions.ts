import { selectSemVerTags } from '@waybill/backstage-plugin-waybill-common';

/**
 * The versions of a chart that a subscription selects, greatest first; equal ones by their text, descending.
 *
 * @remarks As Kargo does: of an OCI registry whole versions alone, without a leading `v`; of an index also `1.2` and `v1.2.3`. Throws an
 * `InputError` for a constraint that does not parse.
 * @param options - `tags`: of an OCI registry, where an underscore stands for the plus that tags cannot have; or `versions` of an index
 */
export function selectChartVersions(
  options: { constraint: string } & (
    | { tags: readonly string[] }
    | { versions: readonly string[] }
  ),
): string[] {
  const isOci = 'tags' in options;
  return selectSemVerTags({
    tags: isOci
      ? options.tags
          .filter(tag => !tag.startsWith('v'))
          .map(tag => tag.replace(/_/g, '+'))
      : [...new Set(options.versions)],
    constraint: options.constraint,
    strictSemvers: isOci,
    allowTagsRegexes: [],
    ignoreTagsRegexes: [],
  });
}
