import { InputError } from '@backstage/errors';
import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { AST } from 'toml-eslint-parser';
import { assertEditable } from './assertEditable';
import { formatToml } from './formatToml';
import { readTomlScalars, TomlPlace } from './readTomlScalars';
import { applyTextEdits, TextEdit } from './TextEdit';
import { splitUpdateKey } from './updateKey';

export interface TomlUpdate {
  key: string;
  /** A text, a number or a boolean; all else is refused. */
  value: JsonValue;
}

/** The parser, which knows where everything stands, takes some seconds for a megabyte. */
const MOST_CHARACTERS = 256 * 1024;

/**
 * Sets existing values in a TOML text and touches nothing else: comments, order, blank lines stay. Throws an `InputError` that names
 * the key.
 */
export function updateToml(text: string, updates: TomlUpdate[]): string {
  assertEditable(text, MOST_CHARACTERS);
  const root = readTomlScalars(text);
  const edits = new Map<number, TextEdit>();
  for (const { key, value } of updates) {
    const node = findScalar(root, key);
    const [start, end] = node.range;
    const isFloat = node.kind === 'float';
    edits.set(start, { start, end, text: formatToml(value, isFloat) });
  }
  const result = applyTextEdits(text, [...edits.values()]);
  assertValues(result, updates);
  return result;
}

function findScalar(root: TomlPlace, key: string): AST.TOMLValue {
  let place: TomlPlace | undefined = root;
  for (const part of splitUpdateKey(key)) {
    place = place && childOf(place, part);
  }
  if (!place) {
    throw new InputError(`error finding key ${key}: key path not found`);
  }
  if (place.kind !== 'scalar') {
    throw new InputError(
      `error finding key ${key}: key path addresses ${place.kind} instead of a scalar node`,
    );
  }
  return place.node;
}

function childOf(place: TomlPlace, part: string): TomlPlace | undefined {
  if ('entries' in place) {
    return place.entries.get(part);
  }
  return 'items' in place && /^\d+$/.test(part)
    ? place.items[Number(part)]
    : undefined;
}

/** A splice that an odd layout has defeated must not reach Git. */
function assertValues(text: string, updates: TomlUpdate[]): void {
  const root = readTomlScalars(text);
  const last = new Map(
    updates.map(update => [findScalar(root, update.key), update] as const),
  );
  for (const [{ value: written }, { key, value }] of last) {
    if (written !== value && !Object.is(value, -0)) {
      throw new InputError(
        `"${key}" cannot be set safely here: it would read ${JSON.stringify(
          written,
        )} instead of ${JSON.stringify(value)}`,
      );
    }
  }
}
