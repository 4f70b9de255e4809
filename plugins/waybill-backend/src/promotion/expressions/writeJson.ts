import { InputError } from '@backstage/errors';
import { ArtifactValue, ExpressionValue, LazyMap } from './ExpressionValue';

/** In characters. What a few variables can double thirty times must end somewhere. */
export const MAX_TEXT_LENGTH = 1_000_000;

/** Compact JSON as Go writes it: `<`, `>` and `&` escaped. Throws on what JSON cannot hold and on texts that are too long. */
export function writeJson(value: ExpressionValue): string {
  const parts: string[] = [];
  let length = 0;
  const put = (text: string) => {
    length += text.length;
    if (length > MAX_TEXT_LENGTH) {
      throw new InputError(
        `the result is longer than ${MAX_TEXT_LENGTH} characters`,
      );
    }
    parts.push(text);
  };
  function putEntries(entries: [string, ExpressionValue][]): void {
    put('{');
    entries.forEach(([key, item], index) => {
      put(`${index ? ',' : ''}${quoted(key)}:`);
      write(item);
    });
    put('}');
  }
  function write(item: ExpressionValue): void {
    if (typeof item === 'number' && !Number.isFinite(item)) {
      throw new InputError(`${item} cannot be written as JSON`);
    }
    if (typeof item === 'string') {
      put(quoted(item));
    } else if (item === null || typeof item !== 'object') {
      put(String(item));
    } else if (Array.isArray(item)) {
      put('[');
      item.forEach((element, index) => {
        put(index ? ',' : '');
        write(element);
      });
      put(']');
    } else if (item instanceof LazyMap) {
      putEntries(item.entries());
    } else if (item instanceof ArtifactValue) {
      putEntries(item.present());
    } else {
      putEntries(Object.entries(item));
    }
  }

  write(value);
  return parts.join('');
}

function quoted(value: string): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
