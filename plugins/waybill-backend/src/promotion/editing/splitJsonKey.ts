import { InputError } from '@backstage/errors';

/** One part of a key: a name, or a position where the value it is looked up in is a list. */
export interface JsonKeyPart {
  name: string;
  /** A leading colon: a name even if it reads as a number. */
  isName: boolean;
}

/** What has a meaning of its own in the paths of Kargo's library, and is refused rather than taken for a name. */
const QUERY = /[*?#|]/;

/**
 * The parts of a key such as `app.version`, `items.0`, `items.-1`, `users.:42.name` or `example\.com/version`.
 *
 * @remarks The syntax is that of https://github.com/tidwall/sjson, whose paths Kargo documents, without its wildcards and queries.
 */
export function splitJsonKey(key: string): JsonKeyPart[] {
  const parts: JsonKeyPart[] = [];
  let name = '';
  let isName = false;
  let isStart = true;
  const end = () => {
    if (name === '') {
      throw new InputError(`empty key part in key "${key}"`);
    }
    parts.push({ name, isName });
    name = '';
    isName = false;
    isStart = true;
  };
  for (let index = 0; index < key.length; index += 1) {
    const char = key[index];
    if (char === '.') {
      end();
      continue;
    }
    if (char === ':' && isStart) {
      isName = true;
    } else if (char === '\\' && index + 1 < key.length) {
      index += 1;
      name += key[index];
    } else if (QUERY.test(char) || (char === '@' && isStart)) {
      throw new InputError(
        `key "${key}" holds "${char}"; wildcards and queries are not supported, and as part of a name it is written "\\${char}"`,
      );
    } else {
      name += char;
    }
    isStart = false;
  }
  end();
  return parts;
}
