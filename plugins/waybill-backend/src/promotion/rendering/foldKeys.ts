import { InputError } from '@backstage/errors';

const DEEPEST = 8;

/**
 * A value with all its keys in small letters, since Kustomize, like every reader made with Go's JSON library, takes `Files` for
 * `files`. Two keys that are one then throw an `InputError`.
 */
export function foldKeys(value: unknown, depth = 0): unknown {
  if (!value || typeof value !== 'object' || depth > DEEPEST) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(item => foldKeys(item, depth + 1));
  }
  const folded = new Map<string, unknown>();
  for (const [key, item] of Object.entries(value)) {
    // There and back, as the long s becomes an s only that way.
    const small = key.toUpperCase().toLowerCase();
    if (folded.has(small)) {
      throw new InputError(`the key "${small}" is there twice`);
    }
    folded.set(small, foldKeys(item, depth + 1));
  }
  return Object.fromEntries(folded);
}
