/** The same repository of artifacts, with a digest in place of its tag or its digest. */
export function withDigest(reference: string, digest: string): string {
  return `${reference.replace(/@.*$|:[^/:@]*$/, '')}@${digest}`;
}
