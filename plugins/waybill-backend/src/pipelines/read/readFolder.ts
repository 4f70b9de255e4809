import { UrlReaderService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { DefinitionFile, DefinitionRead } from '../../ports';
import { MAX_DEFINITION_BYTES } from '../limits';
import { TooLargeError } from './TooLargeError';

/** Reads the YAML files of a folder, sorted by name; not those of folders in it, as `kubectl apply -f` does. */
export async function readFolder(options: {
  url: string;
  etag?: string;
  urlReader: UrlReaderService;
  signal: AbortSignal;
}): Promise<DefinitionRead> {
  const { url, etag, urlReader, signal } = options;
  let announced = 0;
  const response = await urlReader.readTree(url, {
    etag,
    signal,
    filter: (path, info) => {
      const wanted = isWanted(path);
      announced += wanted ? info?.size ?? 0 : 0;
      return wanted && announced <= MAX_DEFINITION_BYTES;
    },
  });
  if (announced > MAX_DEFINITION_BYTES) {
    throw new TooLargeError();
  }
  const files: DefinitionFile[] = [];
  let size = 0;
  for (const file of await response.files()) {
    if (isWanted(file.path)) {
      const content = await file.content();
      size += content.byteLength;
      if (size > MAX_DEFINITION_BYTES) {
        throw new TooLargeError();
      }
      files.push({ path: file.path, text: content.toString('utf8') });
    }
  }
  if (files.length === 0) {
    throw new NotFoundError(`${url} has no *.yaml or *.yml file`);
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { status: 'read', etag: response.etag, files };
}

function isWanted(path: string): boolean {
  return /^[^/]+\.ya?ml$/i.test(path);
}
