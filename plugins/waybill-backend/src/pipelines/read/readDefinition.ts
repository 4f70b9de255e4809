import { UrlReaderService } from '@backstage/backend-plugin-api';
import { isError, NotFoundError, NotModifiedError } from '@backstage/errors';
import { DefinitionRead, PipelineEntity } from '../../ports';
import { READ_TIMEOUT_MS } from '../limits';
import { readFolder } from './readFolder';
import { readLocal } from './readLocal';
import { readOneFile } from './readOneFile';
import { TooLargeError } from './TooLargeError';
import { withDeadline } from './withDeadline';

/** Fetches a definition's text, if it has changed. Says why where it cannot be had; never throws but for an abort. */
export async function readDefinition(options: {
  entity: PipelineEntity;
  etag?: string;
  urlReader: UrlReaderService;
  development: boolean;
  signal: AbortSignal;
}): Promise<DefinitionRead> {
  const { entity, etag, urlReader, development } = options;
  const url = entity.definitionUrl;
  if (!url) {
    return {
      status: 'unreadable',
      message:
        entity.problem ?? 'The entity does not say where its definition is',
    };
  }
  try {
    return await withDeadline(READ_TIMEOUT_MS, options.signal, signal => {
      if (url.startsWith('file:')) {
        return readLocal(url, etag, development);
      }
      const request = { url, etag, urlReader, signal };
      return isFile(url) ? readOneFile(request) : readFolder(request);
    });
  } catch (error) {
    options.signal.throwIfAborted();
    return explain(url, error);
  }
}

/** A name that ends in .yaml or .yml is a file, all else a folder. */
function isFile(url: string): boolean {
  return /\.ya?ml$/i.test(new URL(url).pathname);
}

function explain(url: string, error: unknown): DefinitionRead {
  if (named(error, NotModifiedError)) {
    return { status: 'unchanged' };
  }
  if (named(error, NotFoundError)) {
    return { status: 'gone', message: `${url} was not found` };
  }
  if (error instanceof TooLargeError) {
    return { status: 'unreadable', message: `${url}: ${error.message}` };
  }
  const reason = isError(error) ? `${error.name}: ${error.message}` : 'unknown';
  return {
    status: 'unreadable',
    message: `${url} could not be read (${reason.slice(0, 300)})`,
  };
}

/** By name, since a reader may bring its own copy of the class. */
function named(error: unknown, type: { name: string }): boolean {
  return isError(error) && error.name === type.name;
}
