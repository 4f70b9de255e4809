import { InputError } from '@backstage/errors';
import { ArtifactValue, ExpressionValue, LazyMap } from './ExpressionValue';
import { ObjectValue } from './values/ObjectValue';
import { UnknownValue } from './values/UnknownValue';

/** In characters. What a few variables can double thirty times must end somewhere. */
export const MAX_TEXT_LENGTH = 1_000_000;
const MAX_DEPTH = 500;

/**
 * JSON as Go writes it: the keys of maps in order, `<`, `>` and `&` escaped; compact, or with so many spaces for each level. Throws on
 * what JSON cannot hold, on texts that are too long, and on what is nested too deep.
 */
export function writeJson(
  value: ExpressionValue,
  { indent = 0 }: { indent?: number } = {},
): string {
  const parts: string[] = [];
  let length = 0;
  let depth = 0;
  const put = (text: string) => {
    length += text.length;
    if (length > MAX_TEXT_LENGTH) {
      throw new InputError(
        `the result is longer than ${MAX_TEXT_LENGTH} characters`,
      );
    }
    parts.push(text);
  };
  const newLine = () => {
    if (indent > 0) {
      put(`\n${' '.repeat(indent * depth)}`);
    }
  };
  function putAll<T>(
    [open, close]: string,
    items: T[],
    putOne: (item: T) => void,
  ): void {
    put(open);
    depth += 1;
    if (depth > MAX_DEPTH) {
      throw new InputError(`nested deeper than ${MAX_DEPTH}`);
    }
    items.forEach((item, index) => {
      put(index ? ',' : '');
      newLine();
      putOne(item);
    });
    depth -= 1;
    if (items.length > 0) {
      newLine();
    }
    put(close);
  }
  function putEntries(entries: [string, ExpressionValue][]): void {
    putAll('{}', entries, ([key, item]) => {
      put(`${quoted(key)}:${indent > 0 ? ' ' : ''}`);
      write(item);
    });
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
      putAll('[]', item, write);
    } else if (item instanceof ArtifactValue) {
      putEntries(item.present());
    } else if (item instanceof ObjectValue) {
      write(item.toJson());
    } else if (item instanceof UnknownValue) {
      put(quoted(item.text));
    } else {
      const entries =
        item instanceof LazyMap ? item.entries() : Object.entries(item);
      putEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
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
