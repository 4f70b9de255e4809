import { sendJson } from '../server/sendJson';
import { handleBlob } from './handleBlob';
import { handleManifest } from './handleManifest';
import { handleUpload } from './handleUpload';
import { isDigest, isRepositoryName, isTag } from './names';
import { RegistryContext } from './RegistryContext';
import { RegistryError } from './RegistryError';
import { sendPage } from './sendPage';

const ROUTE =
  /^\/v2\/(.+)\/(?:(tags)\/list|(manifests)\/([^/]+)|blobs\/(uploads)\/([^/]*)|(blobs)\/([^/]+))$/;

/** Finds out what a request is about, lets it be authorised, checks names and hands it on. */
export async function routeRegistry(
  request: Omit<RegistryContext, 'repository'> & {
    check(scope: string): void;
  },
): Promise<void> {
  const { store, response, method, url, check } = request;
  const path = decodePath(url.pathname);
  if (path === '/v2' || path === '/v2/') {
    check('');
    sendJson(response, 200, {});
    return;
  }
  if (path === '/v2/_catalog') {
    check('registry:catalog:*');
    sendPage(request, await store.listRepositories(), repositories => ({
      repositories,
    }));
    return;
  }
  const match = ROUTE.exec(path);
  if (!match) {
    throw new RegistryError(404, 'NOT_FOUND', `there is nothing at ${path}`);
  }
  const repository = match[1];
  if (!isRepositoryName(repository)) {
    throw new RegistryError(
      400,
      'NAME_INVALID',
      'invalid repository name',
      repository,
    );
  }
  check(`repository:${repository}:${actionsFor(method)}`);
  const context: RegistryContext = { ...request, repository };
  if (match[2]) {
    await listTags(context);
  } else if (match[3]) {
    checkReference(match[4]);
    await handleManifest(context, match[4]);
  } else if (match[5]) {
    await handleUpload(context, match[6]);
  } else {
    checkDigest(match[8]);
    await handleBlob(context, match[8]);
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new RegistryError(400, 'NAME_INVALID', `cannot read path ${path}`);
  }
}

function actionsFor(method: string): string {
  if (method === 'GET' || method === 'HEAD') {
    return 'pull';
  }
  return method === 'DELETE' ? 'delete' : 'pull,push';
}

async function listTags(context: RegistryContext): Promise<void> {
  const { store, method, repository } = context;
  if (method !== 'GET') {
    throw new RegistryError(405, 'UNSUPPORTED', `${method} of tags`);
  }
  const tags = await store.listTags(repository);
  if (!tags) {
    throw new RegistryError(
      404,
      'NAME_UNKNOWN',
      'repository name not known to registry',
      { name: repository },
    );
  }
  sendPage(context, tags, page => ({ name: repository, tags: page }));
}

function checkReference(reference: string): void {
  if (reference.includes(':')) {
    checkDigest(reference);
  } else if (!isTag(reference)) {
    throw new RegistryError(
      400,
      'TAG_INVALID',
      'manifest tag did not match URI',
      reference,
    );
  }
}

function checkDigest(digest: string): void {
  if (!isDigest(digest)) {
    throw new RegistryError(
      400,
      'DIGEST_INVALID',
      `expected sha256:<64 hex digits>, found '${digest}'`,
    );
  }
}
