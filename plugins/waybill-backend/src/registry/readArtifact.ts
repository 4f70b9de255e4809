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

/** Of all documents of one artifact; a large image for many platforms has some dozens, of a few KiB each. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_DOCUMENTS = 1_000;

/** An artifact with all that it is made of, but for the blobs. */
export type ArtifactTree = { mediaType: string; body: Buffer } & (
  | { type: 'manifest'; json: z.infer<typeof manifestSchema> }
  | {
      type: 'index';
      json: z.infer<typeof indexSchema>;
      children: { entry: ArtifactDescriptor; artifact: ArtifactTree }[];
    }
);

interface Read {
  tree: ArtifactTree;
  /** Of all that is below, too; what is in it twice is counted twice, since it is written as often. */
  documents: number;
  bytes: number;
}

/** Reads the documents of an artifact, each once. Throws an `InputError` for one that cannot be copied, or has too many. */
export async function readArtifact(
  client: RegistryClient,
  access: RegistryAccess,
  digest: string,
): Promise<ArtifactTree> {
  const { repoURL } = access.repository;
  const known = new Map<string, Read>();

  const read = async (wanted: string, depth: number): Promise<Read> => {
    const document = await readDocument(client, access, 'manifests', wanted);
    const { mediaType, body } = document;
    const cannot = (problem: z.ZodError | string) =>
      new InputError(
        `${repoURL}@${wanted} (${mediaType}) cannot be copied: ${
          typeof problem === 'string' ? problem : problem.issues[0].message
        }`,
      );
    if (!INDEX_TYPES.includes(mediaType)) {
      const { data: json, error } = manifestSchema.safeParse(document.json);
      if (error) {
        throw cannot(error);
      }
      const tree: ArtifactTree = { type: 'manifest', mediaType, body, json };
      return { tree, documents: 1, bytes: body.length };
    }
    const { data: json, error } = indexSchema.safeParse(document.json);
    if (error) {
      throw cannot(error);
    }
    if (depth >= MAX_DEPTH) {
      throw cannot(`it is an index in more than ${MAX_DEPTH} others`);
    }
    let documents = 1;
    let bytes = body.length;
    const children = [];
    for (const entry of json.manifests) {
      // The same document deeper down may be one index too many.
      const key = `${depth} ${entry.digest}`;
      const child = known.get(key) ?? (await read(entry.digest, depth + 1));
      known.set(key, child);
      documents += child.documents;
      bytes += child.bytes;
      if (documents > MOST_DOCUMENTS || bytes > MOST_BYTES) {
        throw cannot(
          `expected at most ${MOST_DOCUMENTS} manifests of ${MOST_BYTES} bytes together, found more`,
        );
      }
      children.push({ entry, artifact: child.tree });
    }
    const tree: ArtifactTree = {
      type: 'index',
      mediaType,
      body,
      json,
      children,
    };
    return { tree, documents, bytes };
  };

  return (await read(digest, 0)).tree;
}
