import { JsonObject } from '@waybill/backstage-plugin-waybill-common';

const METADATA = [
  'creationTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
];
const ANNOTATIONS = [
  // The whole object again, of a Secret too.
  'kubectl.kubernetes.io/last-applied-configuration',
  'argocd.argoproj.io/tracking-id',
  'deployment.kubernetes.io/revision',
];

/** An object without what the cluster and Argo CD keep in it for themselves. */
export function withoutNoise(object: JsonObject): JsonObject {
  const { status: _, ...rest } = object;
  if (!isObject(rest.metadata)) {
    return rest;
  }
  const { annotations, ...metadata } = without(rest.metadata, METADATA);
  const kept = isObject(annotations)
    ? without(annotations, ANNOTATIONS)
    : undefined;
  return {
    ...rest,
    metadata: {
      ...metadata,
      ...(kept && Object.keys(kept).length > 0 && { annotations: kept }),
    },
  };
}

function without(object: JsonObject, keys: string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter(([key]) => !keys.includes(key)),
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
