/** A commit's content with a signature over it, as Git puts it there: a header of its own, further lines indented. */
export function withSignature(content: Buffer, signature: string): Buffer {
  const end = content.indexOf('\n\n');
  const header = `\ngpgsig ${signature.trimEnd().split('\n').join('\n ')}`;
  return Buffer.concat([
    content.subarray(0, end),
    Buffer.from(header),
    content.subarray(end),
  ]);
}
