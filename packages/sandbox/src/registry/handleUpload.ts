import { answer } from './answer';
import { isDigest, isRepositoryName } from './names';
import { RegistryContext } from './RegistryContext';
import { RegistryError } from './RegistryError';

/** `/v2/<name>/blobs/uploads/[<id>]`: in one request, in chunks, or mounted from another repository. */
export async function handleUpload(
  context: RegistryContext,
  id: string,
): Promise<void> {
  if (id === '') {
    await start(context);
    return;
  }
  const { store, response, method } = context;
  const size = /^[0-9a-f-]{36}$/.test(id)
    ? await store.uploadSize(id)
    : undefined;
  if (size === undefined) {
    throw new RegistryError(404, 'BLOB_UPLOAD_UNKNOWN', 'no such upload', id);
  }
  switch (method) {
    case 'GET':
      progress(context, id, size, 204);
      return;
    case 'PATCH':
      checkContinues(context, size);
      progress(
        context,
        id,
        await store.appendToUpload(id, context.request),
        202,
      );
      return;
    case 'PUT':
      checkContinues(context, size);
      await store.appendToUpload(id, context.request);
      await finish(context, id);
      return;
    case 'DELETE':
      await store.cancelUpload(id);
      answer(response, 204);
      return;
    default:
      throw new RegistryError(405, 'UNSUPPORTED', `${method} of an upload`);
  }
}

async function start(context: RegistryContext): Promise<void> {
  const { store, method, url, repository, request } = context;
  if (method !== 'POST') {
    throw new RegistryError(405, 'UNSUPPORTED', `${method} of uploads`);
  }
  const mount = url.searchParams.get('mount');
  const from = url.searchParams.get('from');
  if (mount !== null && from !== null && isDigest(mount)) {
    if (
      isRepositoryName(from) &&
      (await store.blobSize(from, mount)) !== undefined
    ) {
      await store.linkBlob(repository, mount);
      created(context, mount);
      return;
    }
  }
  const id = await store.startUpload();
  if (url.searchParams.has('digest')) {
    await store.appendToUpload(id, request);
    await finish(context, id);
    return;
  }
  progress(context, id, 0, 202);
}

/** A chunk has to begin where the last one ended. */
function checkContinues(context: RegistryContext, size: number): void {
  const range = context.request.headers['content-range'];
  if (range === undefined) {
    return;
  }
  const match = /^(?:bytes )?(\d+)-(\d+)/.exec(range);
  if (!match || Number(match[1]) !== size) {
    throw new RegistryError(
      416,
      'BLOB_UPLOAD_INVALID',
      `the chunk ${range} does not begin at ${size}`,
    );
  }
}

async function finish(context: RegistryContext, id: string): Promise<void> {
  const { store, url, repository } = context;
  const wanted = url.searchParams.get('digest') ?? '';
  if (!isDigest(wanted)) {
    throw new RegistryError(
      400,
      'DIGEST_INVALID',
      `expected ?digest=sha256:…, found '${wanted}'`,
    );
  }
  const { digest, accepted } = await store.finishUpload(repository, id, wanted);
  if (!accepted) {
    throw new RegistryError(
      400,
      'DIGEST_INVALID',
      'provided digest did not match uploaded content',
      { wanted, found: digest },
    );
  }
  created(context, digest);
}

function created({ response, repository }: RegistryContext, digest: string) {
  answer(response, 201, {
    location: `/v2/${repository}/blobs/${digest}`,
    'docker-content-digest': digest,
  });
}

function progress(
  { response, repository }: RegistryContext,
  id: string,
  size: number,
  status: number,
): void {
  answer(response, status, {
    location: `/v2/${repository}/blobs/uploads/${id}`,
    range: `0-${Math.max(0, size - 1)}`,
    'docker-upload-uuid': id,
  });
}
