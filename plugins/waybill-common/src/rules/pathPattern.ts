import { cleanPath } from './cleanPath';
import { globToRe2 } from './globToRe2';
import { toRe2 } from './toRe2';

/**
 * Whether a path matches a pattern: `glob:…` (the whole path), `regex:…` or `regexp:…` (any part of it), or else a
 * file or directory that matches itself and what is below it.
 *
 * @remarks Throws `InputError` for a pattern that does not parse.
 */
export function pathPattern(pattern: string): (path: string) => boolean {
  const [, kind, rest] = /^(glob|regexp?):([^]*)$/.exec(pattern) ?? [];
  if (kind === 'glob') {
    const glob = globToRe2(rest);
    return path => glob.testExact(path);
  }
  if (kind) {
    const regex = toRe2(rest);
    return path => regex.test(path);
  }
  const base = cleanPath(pattern);
  return path => isWithin(base, cleanPath(path));
}

function isWithin(base: string, path: string): boolean {
  const prefix = base === '.' ? '' : `${base}/`;
  if (path === base) {
    return !path.includes('..');
  }
  // Two dots anywhere below count as outside, in a file's name too: Kargo's own rule.
  return (
    path.startsWith(prefix) &&
    path.startsWith('/') === base.startsWith('/') &&
    !path.slice(prefix.length).includes('..')
  );
}
