import { Document, isAlias, isMap, isNode, isScalar, isSeq, Node } from 'yaml';

/**
 * Offset of the field at a path: of its value where that is a scalar (and a value is asked for), else of its key; of a list's element, its start. Where
 * the path leads on to what is not there, the nearest one around it.
 */
export function locateInYaml(
  yaml: Document.Parsed,
  path: readonly PropertyKey[],
  at: 'key' | 'value' = 'value',
): number {
  let node: unknown = yaml.contents;
  let offset = startOf(node) ?? 0;
  for (const segment of path) {
    if (isAlias(node)) {
      node = node.resolve(yaml);
    }
    if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) => (isScalar(key) ? String(key.value) : '') === segment,
      );
      if (!pair) {
        return offset;
      }
      node = pair.value;
      offset =
        startOf(at === 'value' && isScalar(node) ? node : pair.key) ?? offset;
    } else if (isSeq(node)) {
      node = node.items[Number(segment)];
      offset = startOf(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}
