import { InputError, NotFoundError } from '@backstage/errors';
import { indexSchema, manifestSchema } from './artifactSchema';
import { RegistryClient } from './client/RegistryClient';
import { digestOf } from './digestOf';
import { INDEX_TYPES } from './mediaTypes';
import { isDigest } from './parseReference';
import { readDocument } from './readDocument';
import { RegistryAccess } from './RegistryAccess';

const TIMEOUT_SECONDS = 300;
const DEFAULT_PLATFORM = { os: 'linux', architecture: 'amd64' };

/** The first layer of an artifact, or its first of a media type; of several platforms that of linux/amd64. */
export async function readLayer(
  client: RegistryClient,
  access: RegistryAccess,
  wanted: { digest: string; mediaType?: string; limitBytes: number },
): Promise<Buffer> {
  const { repoURL, name } = access.repository;
  const manifest = await readManifest(client, access, wanted.digest);
  const layer = manifest.layers.find(
    each => !wanted.mediaType || each.mediaType === wanted.mediaType,
  );
  if (!layer || !isDigest(layer.digest)) {
    throw new NotFoundError(
      `${repoURL}@${wanted.digest} has no layer${
        wanted.mediaType ? ` of ${wanted.mediaType}` : ''
      }; its layers are ${
        manifest.layers.map(each => each.mediaType).join(', ') || 'none'
      }`,
    );
  }
  if (layer.size > wanted.limitBytes) {
    throw new InputError(
      `The layer of ${repoURL}@${wanted.digest} has ${layer.size} bytes, more than ${wanted.limitBytes}`,
    );
  }
  const { body } = await client.ask({
    ...access,
    method: 'GET',
    path: `/v2/${name}/blobs/${layer.digest}`,
    limitBytes: layer.size,
    timeoutSeconds: TIMEOUT_SECONDS,
  });
  if (digestOf(body) !== layer.digest) {
    throw new Error(
      `${repoURL}: asked for ${layer.digest}, found other content`,
    );
  }
  return body;
}

async function readManifest(
  client: RegistryClient,
  access: RegistryAccess,
  digest: string,
) {
  const { repoURL } = access.repository;
  const top = await readDocument(client, access, 'manifests', digest);
  let document = top;
  if (INDEX_TYPES.includes(top.mediaType)) {
    const index = indexSchema.safeParse(top.json);
    const entry = index.data?.manifests.find(
      ({ platform }) =>
        platform?.os === DEFAULT_PLATFORM.os &&
        platform.architecture === DEFAULT_PLATFORM.architecture,
    );
    if (!entry) {
      throw new NotFoundError(
        `${repoURL}@${digest} is for several platforms, but not for linux/amd64; name one by its digest`,
      );
    }
    document = await readDocument(client, access, 'manifests', entry.digest);
  }
  const manifest = manifestSchema.safeParse(document.json);
  if (!manifest.success) {
    throw new InputError(
      `${repoURL}@${digest} is ${
        document.mediaType || 'something'
      } that holds no layers`,
    );
  }
  return manifest.data;
}
