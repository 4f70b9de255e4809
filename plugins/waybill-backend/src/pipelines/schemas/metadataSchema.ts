import { z } from 'zod';
import { namespaceName, resourceName } from './scalars';

const written = {
  name: resourceName,
  labels: z.record(z.string(), z.string()).optional(),
  annotations: z.record(z.string(), z.string()).optional(),
};

/** What a cluster adds to a resource; found in manifests that were read back from one, and of no meaning here. */
const added = {
  creationTimestamp: z.unknown().optional(),
  deletionGracePeriodSeconds: z.unknown().optional(),
  deletionTimestamp: z.unknown().optional(),
  finalizers: z.unknown().optional(),
  generation: z.unknown().optional(),
  managedFields: z.unknown().optional(),
  ownerReferences: z.unknown().optional(),
  resourceVersion: z.unknown().optional(),
  selfLink: z.unknown().optional(),
  uid: z.unknown().optional(),
};

/** Of a resource that lives in a namespace. */
export const namespacedMetadata = z.strictObject({
  ...written,
  ...added,
  namespace: namespaceName,
});

/** Of a resource that belongs to the whole cluster. */
export const clusterMetadata = z.strictObject({ ...written, ...added });

/** `apiVersion`, `kind` and what a cluster writes back. */
export const envelope = {
  apiVersion: z.string(),
  kind: z.string(),
  status: z.unknown().optional(),
};
