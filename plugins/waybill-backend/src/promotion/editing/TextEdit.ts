/** Replaces `[start, end)` of a text. */
export interface TextEdit {
  start: number;
  end: number;
  text: string;
}

/** Edits must not overlap; those at one place apply in the order given. */
export function applyTextEdits(text: string, edits: TextEdit[]): string {
  return edits
    .map((edit, order) => ({ edit, order }))
    .sort(
      (a, b) =>
        b.edit.start - a.edit.start ||
        // What is put in where something goes must not go with it.
        b.edit.end - a.edit.end ||
        b.order - a.order,
    )
    .reduce(
      (result, { edit }) =>
        result.slice(0, edit.start) + edit.text + result.slice(edit.end),
      text,
    );
}
