import { createHash } from 'node:crypto';
import { NotFoundError } from '@backstage/errors';
import { ArtifactDescriptor } from './artifactSchema';
import { RegistryClient } from './client/RegistryClient';
import { isDigest } from './parseReference';
import { RegistryAccess } from './RegistryAccess';

/** For one blob, there and back. */
const TIMEOUT_SECONDS = 900;
const ANSWER_LIMIT_BYTES = 64 * 1024;

/** Brings a blob to a repository, unless it is there: by name within a registry, else as a stream that is never held whole. */
export async function copyBlob(
  client: RegistryClient,
  options: {
    from: RegistryAccess;
    to: RegistryAccess;
    blob: ArtifactDescriptor;
  },
): Promise<void> {
  const { from, to, blob } = options;
  const { digest } = blob;
  if (!isDigest(digest)) {
    throw new Error(
      `${
        from.repository.repoURL
      }: expected a sha256 digest, found '${digest.slice(0, 100)}'`,
    );
  }
  if (await isThere(client, to, digest)) {
    return;
  }
  const uploads = `/v2/${to.repository.name}/blobs/uploads/`;
  const mayMount = from.repository.origin === to.repository.origin;
  const started = await client.ask({
    ...to,
    method: 'POST',
    path: mayMount
      ? `${uploads}?mount=${digest}&from=${encodeURIComponent(
          from.repository.name,
        )}`
      : uploads,
    limitBytes: ANSWER_LIMIT_BYTES,
  });
  const location = started.headers.get('location');
  const mounted = started.headers.get('docker-content-digest') === digest;
  if (mounted && (await isThere(client, to, digest))) {
    return;
  }
  if (!location || !URL.canParse(location, started.url.href)) {
    throw new Error(
      `${to.repository.repoURL}: the registry says nowhere to upload to`,
    );
  }
  // The host of an absolute one is often an inner one, and nobody else is to be told the content.
  const at = new URL(location, started.url);
  at.searchParams.set('digest', digest);
  const source = await client.open({
    ...from,
    method: 'GET',
    path: `/v2/${from.repository.name}/blobs/${digest}`,
    timeoutSeconds: TIMEOUT_SECONDS,
  });
  await client.ask({
    ...to,
    method: 'PUT',
    path: `${at.pathname}${at.search}`,
    content: {
      type: 'application/octet-stream',
      size: blob.size,
      body: checked(source.body, blob, from.repository.repoURL),
    },
    limitBytes: ANSWER_LIMIT_BYTES,
    timeoutSeconds: TIMEOUT_SECONDS,
  });
}

async function isThere(
  client: RegistryClient,
  at: RegistryAccess,
  digest: string,
): Promise<boolean> {
  try {
    await client.ask({
      ...at,
      method: 'HEAD',
      path: `/v2/${at.repository.name}/blobs/${digest}`,
      limitBytes: 0,
    });
    return true;
  } catch (error) {
    if (error instanceof NotFoundError) {
      return false;
    }
    throw error;
  }
}

/** Breaks off before its end where it is not what it should be. */
async function* checked(
  body: AsyncIterable<Uint8Array>,
  { digest, size }: ArtifactDescriptor,
  repoURL: string,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let seen = 0;
  let held: Uint8Array | undefined;
  for await (const chunk of body) {
    seen += chunk.length;
    hash.update(chunk);
    if (seen > size) {
      break;
    }
    if (held) {
      yield held;
    }
    held = chunk;
  }
  if (seen !== size || `sha256:${hash.digest('hex')}` !== digest) {
    throw new Error(
      `${repoURL}: asked for ${digest} of ${size} bytes, found other content`,
    );
  }
  if (held) {
    yield held;
  }
}
