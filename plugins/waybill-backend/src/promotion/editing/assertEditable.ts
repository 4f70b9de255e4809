import { InputError } from '@backstage/errors';

/** Parsing a file keeps everything else waiting, about a second for each of these. */
const MOST_CHARACTERS = 1024 * 1024;

/** Throws unless a YAML file is small enough to be edited. Nobody has to have reviewed it, so its size is not to be trusted. */
export function assertEditable(text: string): void {
  if (text.length > MOST_CHARACTERS) {
    throw new InputError(
      `it has ${text.length} characters; only files of at most ${MOST_CHARACTERS} are edited`,
    );
  }
}
