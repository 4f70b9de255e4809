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

/** What v0.3 can write of an image. */
export type ImageValue = 'ImageAndTag' | 'Tag' | 'ImageAndDigest' | 'Digest';

/** What v0.3 writes where it is told to write an image so. */
export function imageValue(repoURL: string, value: ImageValue): string {
  return value === 'Tag' || value === 'Digest'
    ? quoted(imageField(repoURL, value))
    : imageReference(repoURL, usesDigest(value));
}

/** Whether it is the digest that is written. */
export function usesDigest(value: ImageValue): boolean {
  return value === 'Digest' || value === 'ImageAndDigest';
}

/** `chartFrom("…", "…").Version`; in a repository of OCI a chart has no name of its own. */
export function chartVersion(repoURL: string, name?: string): string {
  const rest = name ? `, ${literal(name)}` : '';
  return `chartFrom(${literal(repoURL)}${rest}).Version`;
}
