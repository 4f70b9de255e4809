import { z } from 'zod';

/** Kargo's ways to choose among tags and commits. */
const KNOWN = [
  'SemVer',
  'Lexical',
  'Digest',
  'NewestBuild',
  'NewestFromBranch',
  'NewestTag',
];

/** A selection strategy, of which only some are built. */
export function strategy<const T extends string>(built: readonly T[]) {
  return z.string().transform((text, context) => {
    const found = built.find(name => name === text);
    if (found) {
      return found;
    }
    context.addIssue({
      code: 'custom',
      message: KNOWN.includes(text)
        ? `${text} is not built yet; use ${built.join(
            ' or ',
          )} or remove the subscription`
        : `Expected ${built.join(' or ')}, found "${text}"`,
    });
    return z.NEVER;
  });
}
