import { InputError } from '@backstage/errors';
import { Node, ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { assertEditable } from './assertEditable';
import { insertJson, readLayout } from './insertJson';
import { JsonKeyPart, splitJsonKey } from './splitJsonKey';
import { applyTextEdits, TextEdit } from './TextEdit';

export interface JsonUpdate {
  key: string;
  value: string | number | boolean;
}

/** A position this far behind a list's end is a slip, not a wish for so many nulls. */
const MOST_NULLS = 1_000;
/** Characters read again because an update needs what one before it has made. */
const MOST_READ = 4 * 1024 * 1024;
const BYTE_ORDER_MARK = '\ufeff';
const POSITION = /^(?:0|[1-9]\d{0,9})$/;

/**
 * Sets values in a JSON text, in order, and touches nothing else: layout, order and comments stay. What is missing on the way is made.
 * Throws an `InputError` that names the key.
 */
export function updateJson(text: string, updates: JsonUpdate[]): string {
  assertEditable(text);
  if (text.startsWith(BYTE_ORDER_MARK)) {
    return BYTE_ORDER_MARK + updateJson(text.slice(1), updates);
  }
  let current = text;
  let read = 0;
  let root = parse(current);
  let pending: TextEdit[] = [];
  const flush = () => {
    if (pending.length > 0) {
      current = applyTextEdits(current, pending);
      pending = [];
      read += current.length;
      if (read > MOST_READ) {
        throw new InputError('these are too many updates for so large a file');
      }
      root = parse(current);
    }
  };
  for (const { key, value } of updates) {
    const parts = splitJsonKey(key);
    const node = root && findValue(root, parts, key);
    const isNew = !pending.some(edit => node && overlaps(edit, node));
    if (node && isNew) {
      pending.push(replace(node, value));
      continue;
    }
    flush();
    pending = set(current, root, parts, key, value);
    flush();
  }
  flush();
  assertValues(root, updates);
  return current;
}

function parse(text: string): Node | undefined {
  const errors: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, errors, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) {
      throw new InputError('its values are nested too deeply');
    }
    throw error;
  }
  const [problem] = errors;
  if (problem && text.trim() !== '') {
    const line = text.slice(0, problem.offset).split('\n').length;
    throw new InputError(
      `it is not valid JSON: ${printParseErrorCode(
        problem.error,
      )} in line ${line}`,
    );
  }
  return root;
}

/** Undefined: it must be made. */
function findValue(
  root: Node,
  parts: JsonKeyPart[],
  key: string,
): Node | undefined {
  let node: Node | undefined = root;
  for (const part of parts) {
    node = node && childOf(node, part, key);
  }
  return node;
}

function childOf(node: Node, part: JsonKeyPart, key: string): Node | undefined {
  if (node.type === 'object') {
    const found = (node.children ?? []).filter(
      property => property.children?.[0].value === part.name,
    );
    if (found.length > 1) {
      throw new InputError(
        `"${part.name}" of "${key}" is there ${found.length} times, and readers do not agree on which one counts`,
      );
    }
    return found[0]?.children?.[1];
  }
  if (node.type === 'array') {
    if (part.name === '-1' && !part.isName) {
      return undefined;
    }
    return node.children?.[positionIn(part, key)];
  }
  return undefined;
}

function positionIn(part: JsonKeyPart, key: string): number {
  if (part.isName || !POSITION.test(part.name)) {
    throw new InputError(
      `"${part.name}" of "${key}" must be a position in a list: a number from 0, or -1 for behind its end`,
    );
  }
  return Number(part.name);
}

function set(
  text: string,
  root: Node | undefined,
  parts: JsonKeyPart[],
  key: string,
  value: JsonUpdate['value'],
): TextEdit[] {
  if (!root) {
    const content = JSON.stringify(build(parts, value, key), null, 2);
    return [{ start: 0, end: text.length, text: `${content}\n` }];
  }
  const layout = readLayout(text, root);
  let node = root;
  for (const [index, part] of parts.entries()) {
    const child = childOf(node, part, key);
    if (child) {
      node = child;
      continue;
    }
    const below = build(parts.slice(index + 1), value, key);
    if (node.type === 'object') {
      return insertJson(text, layout, node, [
        { name: part.name, value: below },
      ]);
    }
    if (node.type === 'array') {
      const gap =
        part.name === '-1'
          ? 0
          : positionIn(part, key) - (node.children?.length ?? 0);
      const nulls = nullsOf(gap, key).map(item => ({ value: item }));
      return insertJson(text, layout, node, [...nulls, { value: below }]);
    }
    // As in Kargo, a value in the way gives place to what the key asks for.
    const made = build(parts.slice(index), value, key);
    return [replace(node, made)];
  }
  return [replace(node, value)];
}

/** The value with what the parts of a key put around it. */
function build(
  parts: JsonKeyPart[],
  value: JsonUpdate['value'],
  key: string,
): unknown {
  return parts.reduceRight<unknown>((inner, { name, isName }) => {
    if (!isName && (name === '-1' || POSITION.test(name))) {
      return [...nullsOf(name === '-1' ? 0 : Number(name), key), inner];
    }
    return Object.fromEntries([[name, inner]]);
  }, value);
}

function nullsOf(count: number, key: string): null[] {
  if (count > MOST_NULLS) {
    throw new InputError(
      `"${key}" is more than ${MOST_NULLS} positions behind the end of its list`,
    );
  }
  return new Array<null>(count).fill(null);
}

function replace(node: Node, value: unknown): TextEdit {
  return {
    start: node.offset,
    end: node.offset + node.length,
    text: JSON.stringify(value),
  };
}

function overlaps(edit: TextEdit, node: Node): boolean {
  return edit.start < node.offset + node.length && node.offset < edit.end;
}

/** A splice that an odd layout has defeated must not reach Git. */
function assertValues(root: Node | undefined, updates: JsonUpdate[]): void {
  const all = updates.map(update => ({
    ...update,
    parts: splitJsonKey(update.key),
  }));
  all.forEach(({ key, value, parts }, index) => {
    const isAppended = parts.some(part => part.name === '-1' && !part.isName);
    const isTouchedLater = all
      .slice(index + 1)
      .some(other => isNear(other.parts, parts));
    if (isAppended || isTouchedLater) {
      return;
    }
    const written = root && findValue(root, parts, key);
    if (written?.value !== value) {
      throw new InputError(
        `"${key}" cannot be set safely here: it would read ${JSON.stringify(
          written?.value,
        )} instead of ${JSON.stringify(value)}`,
      );
    }
  });
}

/** Whether they address the same value, or one that is in the other. */
function isNear(a: JsonKeyPart[], b: JsonKeyPart[]): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).every((part, at) => part.name === b[at].name);
}
