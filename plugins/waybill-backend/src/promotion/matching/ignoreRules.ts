import ignore from 'ignore';
import { InputError } from '@backstage/errors';
import { PatternBudget } from '../../git/ignore/PatternBudget';

const MOST_RULES = 1_000;
const GIT_FOLDER = /(?:^|\/)\.git(?:\/|$)/;

/**
 * Whether a path is ignored by rules as they stand in a `.gitignore`, one a line; Git's own folder always is.
 *
 * @returns asked with paths relative to the folder the rules are for
 */
export function ignoreRules(rules: string = ''): (path: string) => boolean {
  const lines = rules
    .split(/\r?\n/)
    .filter(line => line.trim() !== '' && !line.startsWith('#'));
  if (lines.length > MOST_RULES) {
    throw new InputError(
      `"ignore" has ${lines.length} rules; at most ${MOST_RULES} are looked at`,
    );
  }
  if (lines.length === 0) {
    return path => GIT_FOLDER.test(path);
  }
  const budget = new PatternBudget();
  const charges = lines.map(line => budget.priced(line));
  const matcher = ignore({ ignorecase: false }).add('.git').add(lines);
  return path => {
    charges.forEach(charge => charge(path));
    return matcher.ignores(path);
  };
}
