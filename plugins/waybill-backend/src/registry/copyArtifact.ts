import { InputError } from '@backstage/errors';
import { annotate, scopeAnnotations } from './annotate';
import { ArtifactDescriptor } from './artifactSchema';
import { RegistryClient } from './client/RegistryClient';
import { copyBlob } from './copyBlob';
import { digestOf } from './digestOf';
import { ArtifactTree, readArtifact } from './readArtifact';
import { RegistryAccess } from './RegistryAccess';

/** Layers that are not kept in registries. */
const ELSEWHERE = /foreign|nondistributable/;
/** Of what BuildKit lists beside an image: which image it is about. */
const ABOUT = 'vnd.docker.reference.digest';

/**
 * Copies an artifact: what it is made of first, its tag last, so that nobody ever sees half of it. Doing it again finds most of it there.
 */
export async function copyArtifact(
  client: RegistryClient,
  options: {
    from: RegistryAccess;
    digest: string;
    to: RegistryAccess;
    tag: string;
    annotations: Readonly<Record<string, string>>;
    limitBytes: number;
  },
): Promise<{ digest: string }> {
  const { from, digest, to, tag, limitBytes } = options;
  const artifact = await readArtifact(client, from, digest);
  const isSame =
    from.repository.origin === to.repository.origin &&
    from.repository.name === to.repository.name;
  const blobs = blobsOf(artifact);
  const size = blobs.reduce((sum, blob) => sum + blob.size, 0);
  if (!isSame && size > limitBytes) {
    throw new InputError(
      `${from.repository.repoURL}@${digest} has ${size} bytes, more than the ${limitBytes} that are copied`,
    );
  }
  if (!isSame) {
    for (const blob of blobs) {
      await copyBlob(client, { from, to, blob });
    }
  }
  return writeTree(client, to, artifact, {
    at: tag,
    annotations: scopeAnnotations(options.annotations),
  });
}

function blobsOf(artifact: ArtifactTree): ArtifactDescriptor[] {
  const all =
    artifact.type === 'index'
      ? artifact.children.flatMap(child => blobsOf(child.artifact))
      : [artifact.json.config, ...artifact.json.layers];
  const known = new Map(
    all
      .filter(blob => !ELSEWHERE.test(blob.mediaType))
      .map(blob => [blob.digest, blob]),
  );
  return [...known.values()];
}

async function writeTree(
  client: RegistryClient,
  to: RegistryAccess,
  artifact: ArtifactTree,
  options: {
    /** A tag; undefined: by its digest. */
    at?: string;
    annotations: ReturnType<typeof scopeAnnotations>;
  },
): Promise<{ digest: string; size: number }> {
  const { annotations } = options;
  let body = artifact.body;
  if (artifact.type === 'manifest') {
    body = annotate(artifact, annotations.manifest);
  } else {
    const renamed = new Map<string, string>();
    const manifests: ArtifactDescriptor[] = [];
    for (const child of artifact.children) {
      const about = child.entry.annotations?.[ABOUT];
      const written = await writeTree(client, to, child.artifact, {
        annotations: about ? { manifest: {}, index: {} } : annotations,
      });
      renamed.set(child.entry.digest, written.digest);
      manifests.push({
        ...child.entry,
        digest: written.digest,
        size: written.size,
      });
    }
    const changed = manifests.some(
      ({ digest }, index) => digest !== artifact.json.manifests[index].digest,
    );
    const json = changed
      ? { ...artifact.json, manifests: manifests.map(withAbout(renamed)) }
      : artifact.json;
    body = annotate(
      { json, body: changed ? undefined : artifact.body },
      annotations.index,
    );
  }
  const digest = digestOf(body);
  await client.ask({
    ...to,
    method: 'PUT',
    path: `/v2/${to.repository.name}/manifests/${options.at ?? digest}`,
    content: { type: artifact.mediaType, size: body.length, body },
    limitBytes: 64 * 1024,
  });
  return { digest, size: body.length };
}

/** An attestation goes on being about its image, whose digest is another now. */
function withAbout(renamed: ReadonlyMap<string, string>) {
  return (entry: ArtifactDescriptor): ArtifactDescriptor => {
    const about = renamed.get(entry.annotations?.[ABOUT] ?? '');
    return about === undefined
      ? entry
      : { ...entry, annotations: { ...entry.annotations, [ABOUT]: about } };
  };
}
