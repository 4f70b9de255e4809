import { InputError } from '@backstage/errors';
import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  Pair,
  parseAllDocuments,
  Scalar,
} from 'yaml';
import { assertEditable } from './assertEditable';
import { replaceScalar } from './replaceScalar';
import { applyTextEdits, TextEdit } from './TextEdit';
import { splitUpdateKey } from './updateKey';

export interface YamlUpdate {
  key: string;
  value: string | number | boolean | null;
}

/**
 * Sets existing scalars of the first document in a YAML text and touches nothing else: comments, order, blank lines and quoting
 * stay. Throws an `InputError` that names the key.
 */
export function updateYaml(text: string, updates: YamlUpdate[]): string {
  assertEditable(text);
  const root = readRoot(text);
  const edits = new Map<number, TextEdit>();
  for (const update of updates) {
    const found = findScalar(root, update.key);
    const edit = replaceScalar(text, found.node, update.value, found.inFlow);
    edits.set(edit.start, edit);
  }
  const result = applyTextEdits(text, [...edits.values()]);
  assertValues(result, updates);
  return result;
}

function readRoot(text: string): unknown {
  const documents = parseAllDocuments(text, { uniqueKeys: false });
  const first = 'empty' in documents ? undefined : documents[0];
  const problem = first?.errors[0];
  if (problem) {
    throw new InputError(
      `error unmarshaling input: it is not valid YAML: ${problem.message}`,
    );
  }
  return first?.contents;
}

function findScalar(
  root: unknown,
  key: string,
): { node: Scalar; inFlow: boolean } {
  let node = root;
  let inFlow = false;
  for (const part of splitUpdateKey(key)) {
    inFlow ||= isCollection(node) && node.flow === true;
    node = stepInto(node, part, key);
  }
  if (isScalar(node)) {
    return { node, inFlow };
  }
  throw new InputError(
    `key path does not address a scalar node: "${key}" is ${describe(node)}`,
  );
}

function stepInto(node: unknown, part: string, key: string): unknown {
  if (isMap(node)) {
    // In Go's decoder, and so here, the last of two equal keys counts.
    const pair = node.items.filter(item => nameOf(item) === part).pop();
    if (pair) {
      return pair.value;
    }
  } else if (isSeq(node)) {
    if (!/^\d+$/.test(part)) {
      throw new InputError(
        `"${part}" in "${key}" must be a position in the list, a number from 0`,
      );
    }
    if (Number(part) < node.items.length) {
      return node.items[Number(part)];
    }
  }
  throw new InputError(
    `key path not found: there is no "${part}" of "${key}" in ${describe(
      node,
    )}`,
  );
}

function nameOf(pair: Pair): string | undefined {
  if (!isScalar(pair.key)) {
    return undefined;
  }
  const { source, value } = pair.key;
  return source ?? String(value);
}

function describe(node: unknown): string {
  if (isMap(node)) {
    return 'a map';
  }
  if (isSeq(node)) {
    return `a list of ${node.items.length}`;
  }
  if (isAlias(node)) {
    return `an alias (*${node.source})`;
  }
  return isScalar(node) ? 'a scalar' : 'nothing';
}

/** A splice that an odd layout has defeated must not reach Git. */
function assertValues(text: string, updates: YamlUpdate[]): void {
  const root = readRoot(text);
  const last = new Map(updates.map(({ key, value }) => [key, value]));
  for (const [key, value] of last) {
    const written = findScalar(root, key).node.value;
    const isSame =
      written === value ||
      (typeof value === 'number' && Number(written) === value);
    if (!isSame) {
      throw new InputError(
        `"${key}" cannot be set safely here: it would read ${JSON.stringify(
          written,
        )} instead of ${JSON.stringify(value)}`,
      );
    }
  }
}
