import { createHash } from 'crypto';
import { NotFoundError } from '@backstage/errors';
import {
  ImagePlatform,
  platformFilter,
} from '@waybill/backstage-plugin-waybill-common';
import { z } from 'zod';
import { ResolvedImage } from '../../ports';
import {
  RegistryClient,
  RegistryRequest,
} from '../../registry/client/createRegistryClient';

const INDEX_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];
const MANIFEST_TYPES = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];
const ACCEPT = [...INDEX_TYPES, ...MANIFEST_TYPES].join(', ');
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

type Common = Pick<
  RegistryRequest,
  'repository' | 'pipelineId' | 'insecureSkipTLSVerify' | 'signal'
>;

/** The digest that a tag stands for now; undefined: no such tag, or not an image. */
export async function digestOfTag(
  client: RegistryClient,
  common: Common,
  tag: string,
): Promise<string | undefined> {
  const path = `/v2/${common.repository.name}/manifests/${tag}`;
  try {
    const head = await client.ask({
      ...common,
      method: 'HEAD',
      path,
      accept: ACCEPT,
      limitBytes: 0,
    });
    const digest = head.headers.get('docker-content-digest');
    if (digest) {
      return digest;
    }
    const whole = await client.ask({
      ...common,
      method: 'GET',
      path,
      accept: ACCEPT,
      limitBytes: DOCUMENT_LIMIT_BYTES,
    });
    return digestOf(whole.body);
  } catch (error) {
    if (error instanceof NotFoundError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * What a digest holds. With a platform, that platform's annotations are laid over the image's own; undefined: nothing for
 * the platform.
 */
export async function describeImage(
  client: RegistryClient,
  common: Common,
  digest: string,
  platform: string | undefined,
): Promise<ResolvedImage | undefined> {
  const get = (kind: 'manifests' | 'blobs', wanted: string) =>
    getChecked(client, common, kind, wanted);
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

/** A document under its digest, which is checked: a registry that answers something else is not believed. */
async function getChecked(
  client: RegistryClient,
  common: Common,
  kind: 'manifests' | 'blobs',
  digest: string,
): Promise<{ mediaType: string; json: unknown }> {
  const { repository } = common;
  // It becomes part of a path, and comes from another document of the registry.
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) {
    throw new Error(
      `${repository.repoURL}: expected a sha256 digest, found '${digest.slice(
        0,
        100,
      )}'`,
    );
  }
  const { headers, body, url } = await client.ask({
    ...common,
    method: 'GET',
    path: `/v2/${repository.name}/${kind}/${digest}`,
    accept: kind === 'manifests' ? ACCEPT : undefined,
    limitBytes: DOCUMENT_LIMIT_BYTES,
  });
  const found = digestOf(body);
  if (found !== digest) {
    throw new Error(
      `${repository.repoURL}: asked ${url.origin} for ${digest}, found content with digest ${found}`,
    );
  }
  const json = JSON.parse(body.toString('utf8'));
  const declared = headers.get('content-type')?.split(';')[0].trim() ?? '';
  return {
    mediaType: typeof json.mediaType === 'string' ? json.mediaType : declared,
    json,
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

function digestOf(body: Buffer): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}
