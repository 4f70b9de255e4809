import { InputError, isError } from '@backstage/errors';
import { AST, ParseError, parseTOML } from 'toml-eslint-parser';

/** What stands at a key: a value with its place in the text, or what it is instead. */
export type TomlPlace =
  | { kind: 'scalar'; node: AST.TOMLValue }
  | { kind: 'Table' | 'InlineTable'; entries: Map<string, TomlPlace> }
  | { kind: 'Array' | 'ArrayTable'; items: TomlPlace[] };

type TomlTable = Extract<TomlPlace, { entries: Map<string, TomlPlace> }>;

/**
 * Where the values of a TOML text stand. Throws an `InputError` with the line.
 *
 * @remarks Table headers and dotted keys come to one tree, as they mean one document.
 */
export function readTomlScalars(text: string): TomlTable {
  const root: TomlTable = { kind: 'Table', entries: new Map() };
  for (const node of parse(text).body[0].body) {
    if (node.type === 'TOMLKeyValue') {
      addKeyValue(root, node);
      continue;
    }
    const table = tableAt(root, node);
    node.body.forEach(item => addKeyValue(table, item));
  }
  return root;
}

function parse(text: string): AST.TOMLProgram {
  try {
    return parseTOML(text);
  } catch (error) {
    if (error instanceof ParseError) {
      throw new InputError(
        `error parsing input: line ${error.lineNumber}: ${error.message}`,
      );
    }
    if (error instanceof RangeError) {
      throw new InputError(
        'error parsing input: its values are too long or nested too deeply',
      );
    }
    throw isError(error) ? error : new Error(String(error));
  }
}

/** The table of a header; its path has a position where it goes through a list of tables. */
function tableAt(root: TomlTable, header: AST.TOMLTable): TomlTable {
  let place: TomlPlace = root;
  const path = header.resolvedKey;
  path.forEach((part, index) => {
    const isList = typeof path[index + 1] === 'number';
    const made: TomlPlace = isList
      ? { kind: 'ArrayTable', items: [] }
      : { kind: 'Table', entries: new Map() };
    place = childOrNew(place, part, made);
  });
  return asTable(place);
}

function childOrNew(
  place: TomlPlace,
  part: string | number,
  made: TomlPlace,
): TomlPlace {
  if (typeof part === 'number' && 'items' in place) {
    place.items[part] ??= made;
    return place.items[part];
  }
  const { entries } = asTable(place);
  const known = entries.get(String(part));
  if (known) {
    return known;
  }
  entries.set(String(part), made);
  return made;
}

function asTable(place: TomlPlace): TomlTable {
  if ('entries' in place) {
    return place;
  }
  throw new InputError(
    `error parsing input: a ${place.kind} stands where a table is meant`,
  );
}

function addKeyValue(table: TomlTable, { key, value }: AST.TOMLKeyValue) {
  const names = key.keys.map(part =>
    part.type === 'TOMLBare' ? part.name : part.value,
  );
  const last = names.pop() ?? '';
  let place: TomlPlace = table;
  for (const name of names) {
    place = childOrNew(place, name, { kind: 'Table', entries: new Map() });
  }
  asTable(place).entries.set(last, placeOf(value));
}

function placeOf(node: AST.TOMLContentNode): TomlPlace {
  switch (node.type) {
    case 'TOMLArray':
      return { kind: 'Array', items: node.elements.map(placeOf) };
    case 'TOMLInlineTable': {
      const table: TomlTable = { kind: 'InlineTable', entries: new Map() };
      node.body.forEach(item => addKeyValue(table, item));
      return table;
    }
    default:
      return { kind: 'scalar', node };
  }
}
