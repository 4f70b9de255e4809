/** Ways in which the sandbox's registry can misbehave. */
export const registryFaults = {
  'error-500': 'every request is answered with 500',
  hang: 'no request is answered',
  slow: 'every answer comes two seconds late',
  'rate-limit': 'every request is answered with 429 and Retry-After: 7',
  'wrong-digest': 'manifests come under the digest of other content',
};

export type RegistryFault = keyof typeof registryFaults;
