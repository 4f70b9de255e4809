import { InputError, isError } from '@backstage/errors';
import {
  Alias,
  Document,
  isAlias,
  isMap,
  isScalar,
  Node,
  Pair,
  parseAllDocuments,
  visit,
  YAMLMap,
} from 'yaml';
import { assertEditable } from './assertEditable';
import { yamlLayout } from './yamlLayout';

/**
 * Merges YAML texts, each over those before it. Maps are merged key by key; lists and single values, null included, take the place of
 * what was there.
 *
 * @remarks Comments and quoting of each text stay with what they belong to, keys keep the order of the first text. Throws an
 * `InputError` that names the text.
 */
export function mergeYaml(files: { name: string; text: string }[]): string {
  const documents = files.flatMap(file => {
    const document = read(file);
    return document ? [{ ...file, document }] : [];
  });
  const [first, ...others] = documents;
  if (!first) {
    return '';
  }
  if (others.length === 0) {
    return first.text;
  }
  const { document } = first;
  const { indent, indentSeq } = yamlLayout(first.text, document);
  const taken = anchorsOf(document);
  for (const other of others) {
    renameAnchors(other.document, taken);
    document.contents = merge(document.contents, other.document.contents);
  }
  return write(document, { indent, indentSeq, lineWidth: 0 });
}

function read({
  name,
  text,
}: {
  name: string;
  text: string;
}): Document | undefined {
  const refuse = (why: string) =>
    new InputError(`error reading input file "${name}": ${why}`);
  try {
    assertEditable(text);
  } catch (error) {
    throw refuse(isError(error) ? error.message : String(error));
  }
  // Texts and nothing else, so that a number or a date is written as it was.
  const documents = parseAllDocuments(text, {
    schema: 'failsafe',
    customTags: ['null'],
  });
  if ('empty' in documents) {
    return undefined;
  }
  const [document, second] = documents;
  const [problem] = document.errors;
  if (problem) {
    throw refuse(problem.message);
  }
  if (second) {
    throw refuse('it must hold one document, not several');
  }
  return document.contents === null || isNothing(document.contents)
    ? undefined
    : document;
}

/** A file of comments alone. */
function isNothing(node: unknown): boolean {
  return isScalar(node) && node.value === null && !node.source;
}

function merge(below: Node | null, above: Node | null): Node | null {
  if (!isMap(below) || !isMap(above)) {
    return above;
  }
  const merged = below as YAMLMap<Node, Node | null>;
  const byName = new Map(
    merged.items.flatMap(pair => {
      const name = nameOf(pair);
      return name === undefined ? [] : [[name, pair] as const];
    }),
  );
  for (const pair of (above as YAMLMap<Node, Node | null>).items) {
    const name = nameOf(pair);
    const known = name === undefined ? undefined : byName.get(name);
    if (known) {
      known.value = merge(known.value, pair.value);
    } else {
      merged.items.push(pair);
    }
  }
  return merged;
}

/** As written: `1` and `"1"` are one key, as they are in Kargo. */
function nameOf({ key }: Pair): string | undefined {
  return isScalar(key) ? String(key.source ?? key.value) : undefined;
}

function anchorsOf(document: Document): Set<string> {
  const names = new Set<string>();
  visit(document, {
    Node: (_, node) => {
      if ('anchor' in node && node.anchor) {
        names.add(node.anchor);
      }
    },
  });
  return names;
}

/** An anchor is a name of its file's; in the merged one each must be its own. */
function renameAnchors(document: Document, taken: Set<string>): void {
  const renamed = new Map<string, string>();
  // In the order of the text: an alias means the last anchor of its name before it.
  visit(document, {
    Alias: (_, node: Alias) => {
      node.source = renamed.get(node.source) ?? node.source;
    },
    Node: (_, node) => {
      if (isAlias(node) || !node.anchor) {
        return;
      }
      const { anchor } = node;
      let name = anchor;
      for (let count = 2; taken.has(name); count += 1) {
        name = `${anchor}-${count}`;
      }
      taken.add(name);
      renamed.set(anchor, name);
      node.anchor = name;
    },
  });
}

function write(
  document: Document,
  options: { indent: number; indentSeq: boolean; lineWidth: number },
): string {
  try {
    return document.toString(options);
  } catch (error) {
    // An alias whose anchor another file has replaced.
    throw new InputError(
      `error writing merged YAML: ${
        isError(error) ? error.message : String(error)
      }`,
    );
  }
}
