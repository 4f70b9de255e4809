import { pathPattern } from './pathPattern';

/**
 * Whether a commit that changed these paths concerns a subscription: one path must match an include pattern (or
 * there is none) and no exclude pattern. No changed path never does.
 *
 * @remarks Patterns are Kargo's: `glob:…`, `regex:…`, `regexp:…`, or a file or directory. Throws `InputError` for one
 * that does not parse.
 * @public
 */
export function matchesPathFilters(
  paths: string[],
  includePaths: string[],
  excludePaths: string[],
): boolean {
  const includes = includePaths.map(pathPattern);
  const excludes = excludePaths.map(pathPattern);
  return paths.some(
    path =>
      (includes.length === 0 || includes.some(matches => matches(path))) &&
      !excludes.some(matches => matches(path)),
  );
}
