import { Document, isMap, isScalar, isSeq, visit } from 'yaml';

/** How the blocks of a YAML text are indented: by the first of each kind in it, else as most files are. */
export function yamlLayout(
  text: string,
  document: Document,
): { indent: number; indentSeq: boolean } {
  const columnOf = (position: number) =>
    position - (text.lastIndexOf('\n', position - 1) + 1);
  let indent: number | undefined;
  let indentSeq: boolean | undefined;
  visit(document, {
    Pair: (_, { key, value }) => {
      if (indent !== undefined && indentSeq !== undefined) {
        return visit.BREAK;
      }
      if (!isScalar(key) || !key.range) {
        return undefined;
      }
      const column = columnOf(key.range[0]);
      if (isSeq(value) && !value.flow && value.range) {
        indentSeq ??= columnOf(value.range[0]) > column;
      }
      if (isMap(value) && !value.flow && value.range) {
        indent ??= Math.max(1, columnOf(value.range[0]) - column);
      }
      return undefined;
    },
  });
  return { indent: indent ?? 2, indentSeq: indentSeq ?? true };
}
