import { pipeline } from 'stream/promises';
import { answer } from './answer';
import { RegistryContext } from './RegistryContext';
import { RegistryError } from './RegistryError';

/** `/v2/<name>/blobs/<digest>`: GET with ranges, HEAD, DELETE. */
export async function handleBlob(
  context: RegistryContext,
  digest: string,
): Promise<void> {
  const { store, request, response, method, repository } = context;
  const size = await store.blobSize(repository, digest);
  if (size === undefined) {
    throw new RegistryError(
      404,
      'BLOB_UNKNOWN',
      `blob unknown to repository ${repository}`,
      { digest },
    );
  }
  const headers: Record<string, string> = {
    'content-type': 'application/octet-stream',
    'docker-content-digest': digest,
    etag: `"${digest}"`,
    'accept-ranges': 'bytes',
    'cache-control': 'max-age=31536000',
  };
  if (method === 'DELETE') {
    await store.removeBlob(repository, digest);
    answer(response, 202, { 'docker-content-digest': digest });
    return;
  }
  if (method !== 'GET' && method !== 'HEAD') {
    throw new RegistryError(405, 'UNSUPPORTED', `${method} of a blob`);
  }
  if (request.headers['if-none-match'] === headers.etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const range = parseRange(request.headers.range, size);
  if (range === 'unsatisfiable') {
    answer(response, 416, { 'content-range': `bytes */${size}` });
    return;
  }
  if (range) {
    headers['content-range'] = `bytes ${range.start}-${range.end}/${size}`;
    headers['content-length'] = String(range.end - range.start + 1);
  } else {
    headers['content-length'] = String(size);
  }
  response.writeHead(range ? 206 : 200, headers);
  if (method === 'HEAD' || size === 0) {
    response.end();
    return;
  }
  await pipeline(store.readBlob(digest, range), response);
}

function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) {
    return undefined;
  }
  const [start, end] =
    match[1] === ''
      ? [Math.max(0, size - Number(match[2])), size - 1]
      : [Number(match[1]), match[2] === '' ? size - 1 : Number(match[2])];
  return start >= size || start > end
    ? 'unsatisfiable'
    : { start, end: Math.min(end, size - 1) };
}
