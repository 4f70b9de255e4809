import { RegistryClient } from './client/RegistryClient';
import { digestOf } from './digestOf';
import { ANY_MANIFEST } from './mediaTypes';
import { isDigest } from './parseReference';
import { RegistryAccess } from './RegistryAccess';

const LIMIT_BYTES = 4 * 1024 * 1024;

/** A JSON document of a registry. */
export interface RegistryDocument {
  mediaType: string;
  json: unknown;
  body: Buffer;
}

/** A document under its digest, which is checked: a registry that answers something else is not believed. */
export async function readDocument(
  client: RegistryClient,
  access: RegistryAccess,
  kind: 'manifests' | 'blobs',
  digest: string,
): Promise<RegistryDocument> {
  const { repository } = access;
  // It becomes part of a path, and comes from another document of the registry.
  if (!isDigest(digest)) {
    throw new Error(
      `${repository.repoURL}: expected a sha256 digest, found '${digest.slice(
        0,
        100,
      )}'`,
    );
  }
  const { headers, body, url } = await client.ask({
    ...access,
    method: 'GET',
    path: `/v2/${repository.name}/${kind}/${digest}`,
    accept: kind === 'manifests' ? ANY_MANIFEST : undefined,
    limitBytes: LIMIT_BYTES,
  });
  const found = digestOf(body);
  if (found !== digest) {
    throw new Error(
      `${repository.repoURL}: asked ${url.origin} for ${digest}, found content with digest ${found}`,
    );
  }
  const json = JSON.parse(body.toString('utf8'));
  const declared = headers.get('content-type')?.split(';')[0].trim() ?? '';
  return {
    mediaType: typeof json?.mediaType === 'string' ? json.mediaType : declared,
    json,
    body,
  };
}
