import { InputError } from '@backstage/errors';

/** Where a page ended, as an opaque word for clients. */
export const Cursor = {
  encode(parts: (string | number)[]): string {
    return Buffer.from(JSON.stringify(parts)).toString('base64url');
  },
  decode(cursor: string, length: number): (string | number)[] {
    try {
      const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
      if (
        Array.isArray(parts) &&
        parts.length === length &&
        parts.every(part => ['string', 'number'].includes(typeof part))
      ) {
        return parts;
      }
    } catch {
      // Falls through to the same sentence.
    }
    throw new InputError(
      `Expected a cursor from an earlier page, found '${cursor.slice(0, 80)}'`,
    );
  },
};
