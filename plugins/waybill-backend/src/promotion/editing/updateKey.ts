import { InputError } from '@backstage/errors';

/**
 * The parts of a key such as `image.tag`, `images.0.name` or `annotations.example\.com/version`.
 *
 * @remarks A backslash escapes a dot or a colon; a colon at the start of a part says "a map key, not a position" and is dropped.
 */
export function splitUpdateKey(key: string): string[] {
  const parts: string[] = [];
  let part = '';
  let length = 0;
  const end = () => {
    if (!part) {
      throw new InputError(`empty key part in key "${key}"`);
    }
    parts.push(part);
    part = '';
    length = 0;
  };
  for (let index = 0; index < key.length; index += 1) {
    const char = key[index];
    if (char === '\\') {
      const escaped = key[index + 1];
      if (escaped !== '.' && escaped !== ':') {
        throw new InputError(
          `invalid escape sequence "\\${
            escaped ?? ''
          }" in key "${key}"; only "\\." and "\\:" are known`,
        );
      }
      part += escaped;
      index += 1;
      length += 1;
    } else if (char === '.') {
      end();
    } else if (char === ':') {
      if (length > 0) {
        throw new InputError(
          `unexpected colon in key "${key}"; write "\\:" for a colon that is part of a name`,
        );
      }
      length += 1;
    } else {
      part += char;
      length += 1;
    }
  }
  end();
  return parts;
}
