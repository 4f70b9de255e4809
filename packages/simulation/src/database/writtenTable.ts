const WRITE =
  /^\s*(?:with\s.*?\)\s*)?(insert\s+into|update|delete\s+from)\s+`?(\w+)/is;

/** By statement, of which a run has few; empty: it only reads. */
const known = new Map<string, string>();

/** The table that a statement writes; undefined: it only reads. */
export function writtenTable(sql: string): string | undefined {
  let table = known.get(sql);
  if (table === undefined) {
    table = WRITE.exec(sql)?.[2] ?? '';
    known.set(sql, table);
  }
  return table || undefined;
}
