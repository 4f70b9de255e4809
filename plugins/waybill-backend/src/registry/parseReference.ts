import { InputError } from '@backstage/errors';

const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

export function isTag(text: string): boolean {
  return TAG.test(text);
}

export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/** An artifact as it is named: a repository, and a tag or a digest. */
export interface ArtifactReference {
  /** `registry.example.com/team/app` */
  repository: string;
  version: { tag: string } | { digest: string };
}

/** `registry/repository:tag` or `registry/repository@sha256:…`, with or without `oci://`. Throws an `InputError` for anything else. */
export function parseReference(reference: string): ArtifactReference {
  const text = reference.trim().replace(/^oci:\/\//, '');
  const at = text.indexOf('@');
  if (at > 0) {
    const digest = text.slice(at + 1);
    // With a tag as well it is the digest that counts.
    const repository = text.slice(0, at).replace(/:[^/:]*$/, '');
    if (isDigest(digest)) {
      return { repository, version: { digest } };
    }
  }
  const colon = text.lastIndexOf(':');
  const tag = text.slice(colon + 1);
  if (at < 0 && colon > text.lastIndexOf('/') && isTag(tag)) {
    return { repository: text.slice(0, colon), version: { tag } };
  }
  throw new InputError(
    `Expected an artifact such as registry.example.com/team/app:1.0.0 or …/app@sha256:<64 digits>, found '${reference}'`,
  );
}
