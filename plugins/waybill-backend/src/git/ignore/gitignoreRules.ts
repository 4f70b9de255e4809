import { InputError } from '@backstage/errors';
import ignore from 'ignore';
import { PatternBudget } from './PatternBudget';

const MOST_RULES = 10_000;
/** With so many wildcards a pattern can still be tried in few ways. */
const HARMLESS_WILDCARDS = 2;

/** A `.gitignore`: the folder it stands in, from the tree's root, and what it says. */
export interface Gitignore {
  folder: string;
  text: string;
}

/**
 * Whether Git ignores a file that it does not track, by all `.gitignore` files together: the last rule that matches counts, those of
 * deeper folders after those of the folders above, and nothing below an ignored folder comes back.
 *
 * @returns asked with paths from the tree's root. Throws an `InputError` for rules that would take too long.
 */
export function gitignoreRules(
  files: readonly Gitignore[],
): (path: string) => boolean {
  const rules = [...files]
    .sort((a, b) => depthOf(a.folder) - depthOf(b.folder))
    .flatMap(({ folder, text }) =>
      text
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/)
        .flatMap(line => fromRoot(line, folder)),
    );
  if (rules.length > MOST_RULES) {
    throw new InputError(
      `The .gitignore files have ${rules.length} rules; at most ${MOST_RULES} are looked at`,
    );
  }
  const budget = new PatternBudget();
  const charges = rules
    .filter(rule => (rule.match(/[*?[]/g) ?? []).length > HARMLESS_WILDCARDS)
    .map(rule => budget.priced(rule));
  const matcher = ignore({ ignorecase: false }).add(rules);
  return path => {
    charges.forEach(charge => charge(path));
    return matcher.ignores(path);
  };
}

function depthOf(folder: string): number {
  return folder === '' ? 0 : folder.split('/').length;
}

/** A rule of a folder's, as it would stand at the root. */
function fromRoot(line: string, folder: string): string[] {
  if (line.trim() === '' || line.startsWith('#')) {
    return [];
  }
  if (folder === '') {
    return [line];
  }
  const isNegative = line.startsWith('!');
  const pattern = isNegative ? line.slice(1) : line;
  const within = folder.replace(/[\\*?[\]]/g, '\\$&');
  // With a slash before its end it is about that very place, else about all folders below.
  const isAnchored = /\/(?!\s*$)/.test(pattern);
  return [
    `${isNegative ? '!' : ''}/${within}/${isAnchored ? '' : '**/'}${
      isAnchored ? pattern.replace(/^\//, '') : pattern
    }`,
  ];
}
