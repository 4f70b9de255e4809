import { compareSemVersions, parseSemVersion } from './SemVersion';
import { compareText } from './compareText';
import { versionConstraint } from './semverConstraint';
import { tagFilter } from './tagFilter';

/**
 * The tags that a SemVer subscription selects, greatest version first; equal versions by their text, descending.
 *
 * @remarks Tags that are no versions are dropped. Throws `InputError` for a constraint or expression that does not
 * parse. To look at a platform, select without a limit and count afterwards.
 * @param options - `limit`: how many at most; 0 or nothing: all
 * @public
 */
export function selectSemVerTags(options: {
  tags: string[];
  constraint: string;
  strictSemvers: boolean;
  allowTagsRegexes: string[];
  ignoreTagsRegexes: string[];
  limit?: number;
}): string[] {
  const allowed = tagFilter(options);
  const satisfies = versionConstraint(options.constraint);
  const selected = options.tags
    .filter(allowed)
    .flatMap(tag => {
      const version = parseSemVersion(tag, options.strictSemvers);
      return version && satisfies(version) ? { tag, version } : [];
    })
    .sort(
      (a, b) =>
        compareSemVersions(b.version, a.version) || compareText(b.tag, a.tag),
    )
    .map(({ tag }) => tag);
  return options.limit ? selected.slice(0, options.limit) : selected;
}
