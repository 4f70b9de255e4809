import { InputError } from '@backstage/errors';

/** Throws unless it is a whole SHA-1: an abbreviation or a name could come to mean something else. */
export function commitId(id: string): string {
  if (!/^[0-9a-f]{40}$/.test(id)) {
    throw new InputError(
      `Not a commit: expected 40 hexadecimal digits, found ${JSON.stringify(
        id.slice(0, 100),
      )}`,
    );
  }
  return id;
}
