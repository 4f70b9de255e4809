/** A text inside an expression. */
export function literal(text: string): string {
  return JSON.stringify(text);
}

/** `imageFrom("…").Tag`, of an image as the manifest names it. */
export function imageField(repoURL: string, field: 'Tag' | 'Digest'): string {
  return `imageFrom(${literal(repoURL)}).${field}`;
}

/** An expression alone, whose result stays a text even if it looks like a number. */
export function quoted(expression: string): string {
  return `\${{ quote(${expression}) }}`;
}

/** How an image is written: `repo:tag` or `repo@digest`. */
export function imageReference(repoURL: string, useDigest: boolean): string {
  return useDigest
    ? `${repoURL}@\${{ ${imageField(repoURL, 'Digest')} }}`
    : `${repoURL}:\${{ ${imageField(repoURL, 'Tag')} }}`;
}
