import { UrlReaderService } from '@backstage/backend-plugin-api';
import { basename } from 'node:path/posix';
import { Readable } from 'node:stream';
import { DefinitionRead } from '../../ports';
import { MAX_DEFINITION_BYTES } from '../limits';
import { TooLargeError } from './TooLargeError';

/** Reads one file; stops reading where it is too large. */
export async function readOneFile(options: {
  url: string;
  etag?: string;
  urlReader: UrlReaderService;
  signal: AbortSignal;
}): Promise<DefinitionRead> {
  const { url, etag, urlReader, signal } = options;
  const response = await urlReader.readUrl(url, { etag, signal });
  const content = response.stream
    ? await readLimited(response.stream())
    : await response.buffer();
  if (content.byteLength > MAX_DEFINITION_BYTES) {
    throw new TooLargeError();
  }
  const path = basename(decodeURIComponent(new URL(url).pathname));
  return {
    status: 'read',
    etag: response.etag,
    files: [{ path, text: content.toString('utf8') }],
  };
}

async function readLimited(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.byteLength;
    if (size > MAX_DEFINITION_BYTES) {
      stream.destroy();
      throw new TooLargeError();
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
