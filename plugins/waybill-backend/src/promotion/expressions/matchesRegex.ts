import { InputError } from '@backstage/errors';
import { RE2JS } from 're2js';

const MAX_PATTERN_LENGTH = 1_000;
/** Instructions of the compiled pattern times characters of the text that cost one step. */
const WORK_PER_STEP = 500;

/**
 * `text matches pattern`: whether it matches somewhere. RE2's language, as in Go, and in linear time.
 *
 * @remarks Throws `InputError` for a pattern that is none.
 */
export function matchesRegex(
  text: string,
  pattern: string,
  charge: (steps: number) => void,
): boolean {
  if (pattern.length > MAX_PATTERN_LENGTH) {
    throw new InputError(
      `a regular expression has at most ${MAX_PATTERN_LENGTH} characters`,
    );
  }
  let regex: RE2JS;
  try {
    regex = RE2JS.compile(pattern);
  } catch {
    throw new InputError(
      `"${pattern}" is not a regular expression in RE2's syntax`,
    );
  }
  charge(
    Math.ceil((regex.programSize() * (text.length + 100)) / WORK_PER_STEP),
  );
  return regex.matcher(text).find();
}
