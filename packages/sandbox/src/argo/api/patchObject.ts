import { applyPatch, Operation } from 'fast-json-patch';
import { KubeObject } from '../KubeObject';
import { StatusError } from '../StatusError';

/** The media types a custom resource can be patched with. */
export const patchTypes = {
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  apply: 'application/apply-patch+yaml',
};

/** A patched copy. A server-side apply merges maps and replaces lists; who owns which field is not kept. */
export function patchObject(
  object: KubeObject,
  patch: unknown,
  type: string,
): KubeObject {
  switch (type) {
    case patchTypes.merge:
      return mergePatch(object, patch) as KubeObject;
    case patchTypes.apply:
      return mergePatch(object, patch) as KubeObject;
    case patchTypes.json:
      try {
        return applyPatch(
          structuredClone(object),
          patch as Operation[],
          true,
          false,
        ).newDocument;
      } catch (error) {
        const [why] = String((error as Error).message).split('\n');
        throw new StatusError(
          422,
          'Invalid',
          `the server rejected our request due to an error in our request: ${why}`,
        );
      }
    default:
      throw new StatusError(
        415,
        'UnsupportedMediaType',
        `the body of the request was in an unknown format - accepted media types include: ${Object.values(
          patchTypes,
        ).join(', ')}; found '${type}'`,
      );
  }
}

/** RFC 7386. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) {
    return patch;
  }
  const result: Record<string, unknown> = isRecord(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[key];
    } else {
      Object.defineProperty(result, key, {
        value: mergePatch(result[key], value),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  }
  return result;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
