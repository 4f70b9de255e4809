import { InputError } from '@backstage/errors';
import {
  Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseAllDocuments,
  Scalar,
  visit,
  YAMLMap,
} from 'yaml';
import { assertEditable } from '../editing/assertEditable';
import { foldKeys } from './foldKeys';

const PLAIN_TAG = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/;
const DEEPEST_MERGE = 20;

/**
 * The documents of a YAML file that says what a program of Go reads, with all keys in small letters. What such a program could take for
 * something else than it is here throws an error that says so: what was looked at must be what is read.
 */
export function readLikeGo(text: string): unknown[] {
  assertEditable(text);
  // Line breaks of YAML 1.1, of which the one or the other reader knows nothing; what was no UTF-8.
  const odd = /[\u0085\u2028\u2029\uFFFD\0]|\r(?!\n)/.exec(text);
  if (odd) {
    throw new InputError(
      `it has the character ${JSON.stringify(odd[0])} (U+${odd[0]
        .charCodeAt(0)
        .toString(16)
        .padStart(4, '0')}), which can be read in two ways`,
    );
  }
  return parseAllDocuments(text, { merge: true }).map(document => {
    if (document.errors.length > 0) {
      throw document.errors[0];
    }
    visit(document, {
      Node(_key, { tag }) {
        if (tag !== undefined && !PLAIN_TAG.test(tag)) {
          throw new InputError(
            `it has the tag "${tag}"; only plain texts, lists and objects are read`,
          );
        }
      },
      Map(_key, map) {
        assertMergedFirst(map, document);
      },
    });
    return foldKeys(document.toJS({ maxAliasCount: 100 }));
  });
}

/** To some readers of Go what is merged wins over what stands above it. */
function assertMergedFirst(map: YAMLMap, document: Document): void {
  const above = new Set<string>();
  for (const { key, value } of map.items) {
    const name = textOf(key);
    if (name === '<<') {
      const merged = keysOf(value, document, 0);
      const twice = above.has(name)
        ? name
        : merged.find(each => above.has(each));
      if (twice !== undefined || (key as Scalar).type !== 'PLAIN') {
        throw new InputError(
          `"<<" merges "${
            twice ?? name
          }" where it stands already, which can be read in two ways; put "<<" first, and once`,
        );
      }
    }
    above.add(name);
  }
}

function keysOf(value: unknown, document: Document, depth: number): string[] {
  if (depth > DEEPEST_MERGE) {
    throw new InputError('it merges what merges itself');
  }
  const node = isAlias(value) ? value.resolve(document) : value;
  if (isSeq(node)) {
    return node.items.flatMap(item => keysOf(item, document, depth + 1));
  }
  if (!isMap(node)) {
    return [];
  }
  return node.items.flatMap(pair => {
    const name = textOf(pair.key);
    return name === '<<' ? keysOf(pair.value, document, depth + 1) : [name];
  });
}

function textOf(key: unknown): string {
  const text = isScalar(key) ? key.value : key;
  // The library's own for a merge.
  if (typeof text === 'symbol') {
    return text.description ?? '';
  }
  return isNode(text) ? '' : String(text).toUpperCase().toLowerCase();
}
