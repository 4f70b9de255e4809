import { gzipSync } from 'zlib';
import { buildTar } from './buildTar';
import { createUploads, UploadedBlob } from './createUploads';
import { digestOf } from './digestOf';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';

/**
 * Builds a tiny but valid image and pushes it over HTTP to any OCI registry.
 *
 * @remarks One platform gives a manifest, several an index. The layer holds one file that names repository and
 * version, so that different versions have different digests; without `createdAt` the same call gives the same digest.
 * @returns the digest behind the tag
 */
export async function pushImage(options: {
  registryUrl: string;
  repository: string;
  tag: string;
  /** `org.opencontainers.image.version`; default the tag. */
  version?: string;
  labels?: Record<string, string>;
  /** On the manifest, and on the index if there is one. */
  annotations?: Record<string, string>;
  /** `os/arch[/variant]`; default `linux/amd64`. */
  platforms?: string[];
  createdAt?: Date;
  /** Value of the Authorization header. */
  authorization?: string;
}): Promise<{ digest: string }> {
  const { repository, tag } = options;
  const version = options.version ?? tag;
  const created = (options.createdAt ?? new Date(0)).toISOString();
  const annotations = {
    'org.opencontainers.image.version': version,
    'org.opencontainers.image.created': created,
    ...options.annotations,
  };
  const platforms = options.platforms ?? ['linux/amd64'];
  const { blob: upload, manifest: put } = createUploads(options);

  const manifests: (UploadedBlob & { platform: object; content: object })[] =
    [];
  for (const platform of platforms) {
    const [os, architecture, variant] = platform.split('/');
    const tar = buildTar({
      'etc/waybill-image': `${repository}:${version} ${platform}\n`,
    });
    const layer = await upload(
      gzipSync(tar),
      'application/vnd.oci.image.layer.v1.tar+gzip',
    );
    const config = await upload(
      Buffer.from(
        JSON.stringify({
          created,
          architecture,
          os,
          ...(variant ? { variant } : {}),
          config: {
            Entrypoint: ['/bin/true'],
            Labels: {
              'org.opencontainers.image.version': version,
              ...options.labels,
            },
          },
          rootfs: { type: 'layers', diff_ids: [digestOf(tar)] },
          history: [{ created, created_by: 'waybill sandbox' }],
        }),
      ),
      'application/vnd.oci.image.config.v1+json',
    );
    const content = {
      schemaVersion: 2,
      mediaType: MANIFEST,
      config,
      layers: [layer],
      annotations,
    };
    const text = JSON.stringify(content);
    manifests.push({
      mediaType: MANIFEST,
      digest: digestOf(text),
      size: Buffer.byteLength(text),
      platform: { os, architecture, ...(variant ? { variant } : {}) },
      content,
    });
  }

  if (manifests.length === 1) {
    return { digest: await put(tag, MANIFEST, manifests[0].content) };
  }
  for (const { digest, content } of manifests) {
    await put(digest, MANIFEST, content);
  }
  const index = {
    schemaVersion: 2,
    mediaType: INDEX,
    manifests: manifests.map(({ content: _, ...descriptor }) => descriptor),
    annotations,
  };
  return { digest: await put(tag, INDEX, index) };
}
