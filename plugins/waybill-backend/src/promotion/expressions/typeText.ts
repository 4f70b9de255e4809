import { InputError } from '@backstage/errors';
import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { parseGoFloat } from './parseGoFloat';

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map(
    word => [word, true] as [string, boolean],
  ),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map(
    word => [word, false] as [string, boolean],
  ),
]);

/**
 * The type of a template's joined text: quoted text, then number, then boolean, then JSON, else text.
 *
 * @remarks Kargo's order, so that the same manifest gives the same config; `quote()` is how an author keeps a text a text.
 */
export function typeText(text: string): JsonValue {
  const ending = text.endsWith('\n') ? '\n' : '';
  const line = ending ? text.slice(0, -1) : text;
  if (line.length >= 2 && line.startsWith('"') && line.endsWith('"')) {
    return line.slice(1, -1) + ending;
  }
  const number = parseGoFloat(line);
  if (number !== undefined) {
    if (!Number.isFinite(number)) {
      throw new InputError(
        `"${line}" reads as a number that JSON cannot hold; quote() keeps it a text`,
      );
    }
    return number;
  }
  const boolean = BOOLEANS.get(line);
  if (boolean !== undefined) {
    return boolean;
  }
  try {
    return JSON.parse(line, refuseInfinity) as JsonValue;
  } catch {
    return text;
  }
}

/** JavaScript reads `1e999` as infinite; in Go it is no JSON. */
function refuseInfinity(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError('out of range');
  }
  return value;
}
