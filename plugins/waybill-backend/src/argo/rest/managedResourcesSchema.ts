import { z } from 'zod';

const text = z.string().nullish();

const managedResource = z.object({
  group: text,
  kind: z.string(),
  namespace: text,
  name: z.string(),
  hook: z.boolean().nullish(),
  liveState: text,
  targetState: text,
  normalizedLiveState: text,
  predictedLiveState: text,
});

/** States are JSON in texts. */
export type ManagedResource = z.infer<typeof managedResource>;

/** Argo CD's `applicationManagedResourcesResponse`, as far as it is read. */
export const managedResourcesSchema = z.object({
  items: z.array(managedResource).nullish(),
});
