import { z } from 'zod';

const annotations = z.record(z.string(), z.string()).nullish();

const descriptor = z.looseObject({
  mediaType: z.string(),
  digest: z.string(),
  size: z.int().min(0),
  annotations,
  platform: z
    .looseObject({ os: z.string(), architecture: z.string() })
    .nullish(),
});

/** What a manifest points to. */
export type ArtifactDescriptor = z.infer<typeof descriptor>;

/** One artifact; whatever else is in it is kept. */
export const manifestSchema = z.looseObject({
  annotations,
  config: descriptor,
  layers: z.array(descriptor),
});

/** One artifact per platform. */
export const indexSchema = z.looseObject({
  annotations,
  manifests: z.array(descriptor).max(1_000),
});
