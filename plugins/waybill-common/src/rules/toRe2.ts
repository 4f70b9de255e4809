import { InputError } from '@backstage/errors';
import { RE2JS } from 're2js';

/**
 * Compiles a regular expression that somebody else wrote: RE2's language, which matches in linear time.
 *
 * @remarks Throws `InputError`, naming the expression.
 */
export function toRe2(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    throw new InputError(
      `Expected a regular expression in RE2's syntax, found "${pattern}"`,
      error,
    );
  }
}
