import { InputError } from '@backstage/errors';

/** Steps that matching may take in the worst case, for all files of one promotion step together. */
const MOST_STEPS = 1_000_000_000;
const LONGEST_PATTERN = 1_000;

/** What a pattern may cost: a row of wildcards can be tried on a long name in very many ways. */
export class PatternBudget {
  private left = MOST_STEPS;

  /** The charge for one look at a path. Throws an `InputError` for a pattern that is too long. */
  priced(pattern: string): (path: string) => void {
    if (pattern.length > LONGEST_PATTERN) {
      throw new InputError(
        `the pattern "${pattern.slice(
          0,
          50,
        )}…" is longer than ${LONGEST_PATTERN} characters`,
      );
    }
    const anyDepth = (pattern.match(/\*\*/g) ?? []).length;
    const segments = pattern.replace(/\*\*/g, '').split('/');
    const wildcards = Math.max(
      ...segments.map(part => (part.match(/[*?[{+@!]/g) ?? []).length),
    );
    return path => {
      const names = path.split('/');
      const longest = Math.max(...names.map(name => name.length));
      this.left -=
        names.length * ways(longest, wildcards) * ways(names.length, anyDepth);
      if (this.left < 0) {
        throw new InputError(
          `the pattern "${pattern}" has too many wildcards for so many files with such long names`,
        );
      }
    };
  }
}

/** In how many ways so many wildcards can share out a length. */
function ways(length: number, wildcards: number): number {
  let count = 1;
  for (let taken = 0; taken < wildcards; taken += 1) {
    count *= Math.max(1, (length - taken) / (taken + 1));
  }
  return count;
}
