import { InputError } from '@backstage/errors';
import { z } from 'zod';
import {
  ArtifactDescriptor,
  indexSchema,
  manifestSchema,
} from './artifactSchema';
import { RegistryClient } from './client/RegistryClient';
import { INDEX_TYPES } from './mediaTypes';
import { readDocument } from './readDocument';
import { RegistryAccess } from './RegistryAccess';

/** An index in an index is rare; one in that is a mistake, or a trap. */
const MAX_DEPTH = 3;

/** An artifact with all that it is made of, but for the blobs. */
export type ArtifactTree = { mediaType: string; body: Buffer } & (
  | { type: 'manifest'; json: z.infer<typeof manifestSchema> }
  | {
      type: 'index';
      json: z.infer<typeof indexSchema>;
      children: { entry: ArtifactDescriptor; artifact: ArtifactTree }[];
    }
);

/** Reads the documents of an artifact. */
export async function readArtifact(
  client: RegistryClient,
  access: RegistryAccess,
  digest: string,
  depth = 0,
): Promise<ArtifactTree> {
  const { repoURL } = access.repository;
  const document = await readDocument(client, access, 'manifests', digest);
  const { mediaType, body } = document;
  const cannot = (problem: z.ZodError | string) =>
    new InputError(
      `${repoURL}@${digest} (${mediaType}) cannot be copied: ${
        typeof problem === 'string' ? problem : problem.issues[0].message
      }`,
    );
  if (!INDEX_TYPES.includes(mediaType)) {
    const parsed = manifestSchema.safeParse(document.json);
    if (!parsed.success) {
      throw cannot(parsed.error);
    }
    return { type: 'manifest', mediaType, body, json: parsed.data };
  }
  const parsed = indexSchema.safeParse(document.json);
  if (!parsed.success) {
    throw cannot(parsed.error);
  }
  if (depth >= MAX_DEPTH) {
    throw cannot(`it is an index in more than ${MAX_DEPTH} others`);
  }
  const children = [];
  for (const entry of parsed.data.manifests) {
    const artifact = await readArtifact(
      client,
      access,
      entry.digest,
      depth + 1,
    );
    children.push({ entry, artifact });
  }
  return { type: 'index', mediaType, body, json: parsed.data, children };
}
