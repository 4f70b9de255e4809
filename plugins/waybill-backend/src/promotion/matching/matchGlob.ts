import { InputError } from '@backstage/errors';
import { Minimatch } from 'minimatch';
import { PatternBudget } from '../../git/ignore/PatternBudget';

/** Of `{a,b}`, all together: each group multiplies what must be looked at. */
const MOST_BRACES = 4;

/**
 * The paths that a glob matches: `*`, `?`, `[…]`, `{a,b}` within a name, and `**` over folders.
 *
 * @param paths - of files and folders, relative to where the pattern starts
 */
export function matchGlob(pattern: string, paths: string[]): string[] {
  const refuse = (why: string) =>
    new InputError(`invalid glob pattern "${pattern}": ${why}`);
  const parts = pattern.split('/').filter(part => part !== '' && part !== '.');
  if (pattern.startsWith('/')) {
    throw refuse('it must be relative to the workspace');
  }
  if (parts.some(part => part.includes('..'))) {
    throw refuse('".." is not allowed in it');
  }
  if ((pattern.match(/\{/g) ?? []).length > MOST_BRACES) {
    throw refuse(`it has more than ${MOST_BRACES} "{"`);
  }
  const charge = new PatternBudget().priced(pattern);
  const matcher = new Minimatch(parts.join('/'), {
    dot: true,
    nocomment: true,
    nonegate: true,
    noext: true,
  });
  return paths.filter(path => {
    charge(path);
    return matcher.match(path);
  });
}
