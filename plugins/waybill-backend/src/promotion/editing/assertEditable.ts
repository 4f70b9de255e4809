import { InputError } from '@backstage/errors';

/** Parsing a file keeps everything else waiting, about a second for each of these. */
const MOST_CHARACTERS = 1024 * 1024;

/**
 * Throws unless a file is small enough to be edited. Nobody has to have reviewed it, so its size is not to be trusted.
 *
 * @param most - fewer characters for a parser that takes longer
 */
export function assertEditable(text: string, most = MOST_CHARACTERS): void {
  if (text.length > most) {
    throw new InputError(
      `it has ${text.length} characters; only files of at most ${most} are edited`,
    );
  }
}
