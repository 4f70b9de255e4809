import {
  ImagePlatform,
  platformFilter,
} from '@waybill/backstage-plugin-waybill-common';
import { z } from 'zod';
import { ResolvedImage } from '../../ports';
import { RegistryClient } from '../../registry/client/RegistryClient';
import { INDEX_TYPES } from '../../registry/mediaTypes';
import { readDocument } from '../../registry/readDocument';
import { RegistryAccess } from '../../registry/RegistryAccess';

const DOCUMENT_LIMIT_BYTES = 4 * 1024 * 1024;
/** When an image says when it was built. */
const CREATED = 'org.opencontainers.image.created';

const annotations = z.record(z.string(), z.string()).nullish();
const platformSchema = z.object({
  os: z.string(),
  architecture: z.string(),
  variant: z.string().optional(),
});
const indexSchema = z.object({
  annotations,
  manifests: z.array(
    z.object({
      digest: z.string(),
      annotations,
      platform: platformSchema.optional(),
    }),
  ),
});
const manifestSchema = z.object({
  annotations,
  config: z.object({ digest: z.string(), size: z.number() }),
});
const configSchema = platformSchema
  .extend({ created: z.string().nullish() })
  .partial();

/**
 * What a digest holds. With a platform, that platform's annotations are laid over the image's own; undefined: nothing for
 * the platform.
 */
export async function describeImage(
  client: RegistryClient,
  common: RegistryAccess,
  digest: string,
  platform: string | undefined,
): Promise<ResolvedImage | undefined> {
  const get = (kind: 'manifests' | 'blobs', wanted: string) =>
    readDocument(client, common, kind, wanted);
  const top = await get('manifests', digest);
  if (!INDEX_TYPES.includes(top.mediaType)) {
    const one = await describeManifest(top.json, get, platform);
    return one && { digest, ...one };
  }
  const index = indexSchema.parse(top.json);
  const own = index.annotations ?? {};
  if (platform === undefined) {
    return { digest, annotations: own, ...createdAt(own[CREATED]) };
  }
  const matches = platformFilter(platform);
  // Attestations and the like are listed as platform unknown/unknown.
  const entry = index.manifests.find(
    candidate => candidate.platform && matches(toPlatform(candidate.platform)),
  );
  if (!entry) {
    return undefined;
  }
  const manifest = await get('manifests', entry.digest);
  const one = await describeManifest(manifest.json, get, undefined);
  return {
    digest,
    annotations: {
      ...own,
      ...entry.annotations,
      ...one?.annotations,
    },
    ...(one?.createdAt ? { createdAt: one.createdAt } : {}),
  };
}

async function describeManifest(
  json: unknown,
  get: (kind: 'blobs', digest: string) => Promise<{ json: unknown }>,
  platform: string | undefined,
): Promise<Omit<ResolvedImage, 'digest'> | undefined> {
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success || parsed.data.config.size > DOCUMENT_LIMIT_BYTES) {
    return undefined;
  }
  const own = parsed.data.annotations ?? {};
  if (platform === undefined && own[CREATED]) {
    return { annotations: own, ...createdAt(own[CREATED]) };
  }
  const { json: content } = await get('blobs', parsed.data.config.digest);
  // What is no image's config, such as a chart's, tells nothing.
  const config = configSchema.safeParse(content).data ?? {};
  if (platform !== undefined) {
    const { os, architecture, variant } = config;
    if (!os || !architecture) {
      return undefined;
    }
    if (!platformFilter(platform)(toPlatform({ os, architecture, variant }))) {
      return undefined;
    }
  }
  return {
    annotations: own,
    ...createdAt(config.created ?? own[CREATED]),
  };
}

function toPlatform(platform: z.infer<typeof platformSchema>): ImagePlatform {
  const { os, architecture, variant } = platform;
  return { os, arch: architecture, ...(variant ? { variant } : {}) };
}

function createdAt(text: string | null | undefined): { createdAt?: string } {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? {} : { createdAt: new Date(time).toISOString() };
}
