import { z } from 'zod';
import { RegistryError } from './RegistryError';

const IMAGE_TYPES = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];
const INDEX_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

const descriptor = z.looseObject({
  mediaType: z.string(),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  size: z.number().int().min(0),
  urls: z.array(z.string()).optional(),
});
const common = {
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  subject: descriptor.optional(),
};
const imageSchema = z.looseObject({
  ...common,
  config: descriptor,
  layers: z.array(descriptor),
});
const indexSchema = z.looseObject({
  ...common,
  manifests: z.array(descriptor),
});

/** Whether a media type is an OCI index or a Docker manifest list. */
export function isIndexType(mediaType: string): boolean {
  return INDEX_TYPES.includes(mediaType);
}

/** What a registry has to know of a manifest that is pushed. Throws MANIFEST_INVALID. */
export function parseManifest(
  content: Buffer,
  contentType: string | undefined,
): { mediaType: string; references: string[]; subject?: string } {
  const mediaType = (contentType ?? '').split(';')[0].trim();
  if (!IMAGE_TYPES.includes(mediaType) && !isIndexType(mediaType)) {
    throw invalid(
      `expected one of ${[...IMAGE_TYPES, ...INDEX_TYPES].join(
        ', ',
      )} as content type, found '${mediaType}'`,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(content.toString('utf8'));
  } catch (error) {
    throw invalid(`not JSON: ${error}`);
  }
  const parsed = isIndexType(mediaType)
    ? indexSchema.safeParse(json)
    : imageSchema.safeParse(json);
  if (!parsed.success) {
    throw invalid(z.prettifyError(parsed.error));
  }
  const manifest = parsed.data;
  if (manifest.mediaType !== undefined && manifest.mediaType !== mediaType) {
    throw invalid(
      `the content type says ${mediaType}, the manifest says ${manifest.mediaType}`,
    );
  }
  const parts =
    'manifests' in manifest
      ? (manifest as z.infer<typeof indexSchema>).manifests
      : [
          (manifest as z.infer<typeof imageSchema>).config,
          // Layers with URLs of their own lie elsewhere.
          ...(manifest as z.infer<typeof imageSchema>).layers.filter(
            layer => !layer.urls?.length,
          ),
        ];
  return {
    mediaType,
    references: parts.map(part => part.digest),
    subject: manifest.subject?.digest,
  };
}

function invalid(message: string): RegistryError {
  return new RegistryError(400, 'MANIFEST_INVALID', message);
}
