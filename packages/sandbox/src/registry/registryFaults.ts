/** Ways in which the sandbox's registry can misbehave. */
export const registryFaults = [
  /** Every request answers 500. */
  'error-500',
  /** No request is answered. */
  'hang',
  /** Every answer comes two seconds late. */
  'slow',
  /** 429 with `Retry-After: 7`. */
  'rate-limit',
  /** Manifests come with the digest of other content. */
  'wrong-digest',
] as const;

export type RegistryFault = (typeof registryFaults)[number];
