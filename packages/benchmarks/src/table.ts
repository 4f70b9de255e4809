const GAP = '   ';

/** Lines of text, each column as wide as its widest cell. */
export function table(title: string, head: string[], rows: string[][]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) =>
    Math.max(...all.map(row => row[column].length)),
  );
  const lines = all.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join(GAP)
      .trimEnd(),
  );
  return `${[title, '', ...lines, ''].join('\n')}\n`;
}
