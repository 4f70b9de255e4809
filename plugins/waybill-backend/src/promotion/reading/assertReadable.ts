import { InputError } from '@backstage/errors';

/** Parsing keeps everything else waiting; YAML takes about a second for each megabyte. */
const MOST_CHARACTERS = 1024 * 1024;

/** Throws unless a text is small enough to be parsed. */
export function assertReadable(text: string): void {
  if (text.length > MOST_CHARACTERS) {
    throw new InputError(
      `it has ${text.length} characters; only files of at most ${MOST_CHARACTERS} are read`,
    );
  }
}
