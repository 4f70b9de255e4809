import { Document, isAlias, isCollection, isNode, isPair } from 'yaml';
import { MAX_DEFINITION_BYTES, MAX_YAML_ALIASES } from '../limits';

/** What is said of aliases that multiply. */
export const GROWS = `Its aliases would make it grow out of bounds; at most ${MAX_YAML_ALIASES} are followed`;

/**
 * Why a document's aliases are not followed; undefined: they may be.
 *
 * @remarks The YAML library limits how often one anchor is multiplied. It limits neither how many aliases there are, for each of
 * which it goes through all the others, nor how much stands behind them, which everything that copies a definition writes out.
 */
export function aliasProblem(yaml: Document.Parsed): string | undefined {
  const sizes = new Map<string, number>();
  let aliases = 0;

  /** In characters, as if every alias were written out. */
  function sizeOf(node: unknown): number {
    if (isAlias(node)) {
      aliases += 1;
      return sizes.get(node.source) ?? 0;
    }
    if (isPair(node)) {
      return sizeOf(node.key) + sizeOf(node.value);
    }
    if (!isNode(node)) {
      return 0;
    }
    const [start, end] = node.range ?? [0, 0];
    const size = isCollection(node)
      ? node.items.reduce<number>((sum, item) => sum + sizeOf(item), 0)
      : end - start;
    if (node.anchor !== undefined) {
      sizes.set(node.anchor, size);
    }
    return size;
  }

  const size = sizeOf(yaml.contents);
  return aliases > MAX_YAML_ALIASES || size > MAX_DEFINITION_BYTES
    ? GROWS
    : undefined;
}
