import { BodyTooLargeError, readBody } from '../server/readBody';
import { answer } from './answer';
import { digestOf } from './digestOf';
import { isDigest } from './names';
import { RegistryContext } from './RegistryContext';
import { RegistryError } from './RegistryError';
import { isIndexType, parseManifest } from './parseManifest';

/** As large as registries usually take. */
const MANIFEST_LIMIT_BYTES = 4 * 1024 * 1024;

/** `/v2/<name>/manifests/<tag or digest>`: PUT, GET, HEAD, DELETE. */
export async function handleManifest(
  context: RegistryContext,
  reference: string,
): Promise<void> {
  const { store, request, response, method, repository } = context;
  if (method === 'PUT') {
    await put(context, reference);
    return;
  }
  const manifest = await store.getManifest(repository, reference);
  if (!manifest) {
    throw new RegistryError(
      404,
      'MANIFEST_UNKNOWN',
      'manifest unknown',
      `unknown ${isDigest(reference) ? 'digest' : 'tag'}=${reference}`,
    );
  }
  if (method === 'DELETE') {
    await store.removeManifest(repository, reference);
    answer(response, 202);
    return;
  }
  if (method !== 'GET' && method !== 'HEAD') {
    throw new RegistryError(405, 'UNSUPPORTED', `${method} of a manifest`);
  }
  const headers = {
    'content-type': manifest.mediaType,
    'content-length': String(manifest.content.length),
    'docker-content-digest': manifest.digest,
    etag: `"${manifest.digest}"`,
  };
  if (request.headers['if-none-match'] === headers.etag) {
    response.writeHead(304, { etag: headers.etag }).end();
    return;
  }
  response.writeHead(200, headers);
  response.end(method === 'HEAD' ? undefined : manifest.content);
}

async function put(context: RegistryContext, reference: string) {
  const { store, request, response, repository } = context;
  const content = await readBody(request, MANIFEST_LIMIT_BYTES).catch(error => {
    throw error instanceof BodyTooLargeError
      ? new RegistryError(413, 'SIZE_INVALID', error.message)
      : error;
  });
  const digest = digestOf(content);
  if (isDigest(reference) && reference !== digest) {
    throw new RegistryError(
      400,
      'DIGEST_INVALID',
      'provided digest did not match uploaded content',
      { wanted: reference, found: digest },
    );
  }
  const manifest = parseManifest(content, request.headers['content-type']);
  for (const part of manifest.references) {
    const there = isIndexType(manifest.mediaType)
      ? (await store.getManifest(repository, part)) !== undefined
      : (await store.blobSize(repository, part)) !== undefined;
    if (!there) {
      throw new RegistryError(
        404,
        'MANIFEST_BLOB_UNKNOWN',
        `the manifest names ${part}, which is not in ${repository}`,
        { digest: part },
      );
    }
  }
  await store.putManifest(
    repository,
    { digest, mediaType: manifest.mediaType, content },
    isDigest(reference) ? undefined : reference,
  );
  answer(response, 201, {
    location: `/v2/${repository}/manifests/${digest}`,
    'docker-content-digest': digest,
    ...(manifest.subject ? { 'oci-subject': manifest.subject } : {}),
  });
}
