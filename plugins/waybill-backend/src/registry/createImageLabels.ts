import { Config } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { CredentialsPort, ImageLabelsPort } from '../ports';
import { createRegistryClient } from './client/createRegistryClient';
import { digestOfTag } from './digestOfTag';
import { locateRepository } from './locateRepository';
import { INDEX_TYPES } from './mediaTypes';
import { isDigest, parseReference } from './parseReference';
import { readDocument } from './readDocument';
import { readRegistries } from './readRegistries';
import { RegistryAccess } from './RegistryAccess';

type Labels = Record<string, string>;

const REMEMBERED = 5_000;
/** A larger one is no config of an image. */
const CONFIG_LIMIT_BYTES = 1024 * 1024;
const CHART_CONFIG = 'application/vnd.cncf.helm.config.v1+json';

const texts = z.record(z.string(), z.string()).nullish().catch(undefined);
const indexSchema = z.object({
  annotations: texts,
  manifests: z.array(
    z.object({
      digest: z.string(),
      platform: z.object({ os: z.string() }).nullish().catch(undefined),
    }),
  ),
});
const manifestSchema = z.object({
  annotations: texts,
  config: z
    .object({ mediaType: z.string(), digest: z.string(), size: z.number() })
    .optional(),
});
const imageConfigSchema = z.object({
  config: z.object({ Labels: texts }).nullish().catch(undefined),
});
const chartConfigSchema = z.object({
  home: z.string().optional(),
  sources: z.array(z.string()).optional(),
  annotations: texts,
});

/** What artifacts say of themselves, where `waybill.registries` says that they are. What a digest says never changes. */
export function createImageLabels(options: {
  config: Config;
  credentials: CredentialsPort;
}): (pipelineId: string) => ImageLabelsPort {
  const registries = readRegistries(options.config);
  const client = createRegistryClient(options.credentials);
  const remembered = new LRUCache<string, Labels>({ max: REMEMBERED });

  async function describe(
    access: RegistryAccess,
    digest: string,
    isInIndex = false,
  ): Promise<Labels> {
    const document = await readDocument(client, access, 'manifests', digest);
    if (INDEX_TYPES.includes(document.mediaType)) {
      const index = indexSchema.parse(document.json);
      // Attestations and the like are listed as platform unknown.
      const first =
        index.manifests.find(
          ({ platform }) => platform && platform.os !== 'unknown',
        ) ?? index.manifests[0];
      return {
        // An index in an index is a mistake, or a trap.
        ...(first &&
          !isInIndex &&
          (await describe(access, first.digest, true))),
        ...index.annotations,
      };
    }
    const { annotations, config } = manifestSchema.parse(document.json);
    if (!config || config.size > CONFIG_LIMIT_BYTES) {
      return { ...annotations };
    }
    const { json } = await readDocument(client, access, 'blobs', config.digest);
    return {
      ...(config.mediaType === CHART_CONFIG
        ? chartLabels(json)
        : imageConfigSchema.safeParse(json).data?.config?.Labels),
      ...annotations,
    };
  }

  return pipelineId => ({
    async read({ reference, signal }) {
      const { repository, version } = parseReference(reference);
      const access: RegistryAccess = {
        repository: locateRepository(repository, registries),
        pipelineId,
        signal,
      };
      const digest =
        'digest' in version
          ? version.digest
          : await digestOfTag(client, access, version.tag);
      if (digest === undefined || !isDigest(digest)) {
        throw new NotFoundError(`There is no artifact ${reference}`);
      }
      const { origin, name } = access.repository;
      // Whose credential could read it is part of it: another's may not.
      const key = [pipelineId, origin, name, digest].join(' ');
      const known = remembered.get(key) ?? (await describe(access, digest));
      remembered.set(key, known);
      return known;
    },
  });
}

/** `Chart.yaml`, which is the config of a chart, in the words of annotations. */
function chartLabels(json: unknown): Labels {
  const { home, sources, annotations } =
    chartConfigSchema.safeParse(json).data ?? {};
  const [source] = sources ?? [];
  return {
    ...annotations,
    ...(home && { 'org.opencontainers.image.url': home }),
    ...(source && { 'org.opencontainers.image.source': source }),
  };
}
