import { parseAllDocuments } from 'yaml';
import { KubeObject } from '../KubeObject';

/** The objects of a YAML text. Throws with the file's name when one is not an object of Kubernetes. */
export function parseManifests(text: string, file: string): KubeObject[] {
  const documents = parseAllDocuments(text);
  const objects: KubeObject[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    if (document.errors.length > 0) {
      throw new Error(
        `failed to unmarshal "${file}": ${document.errors[0].message}`,
      );
    }
    const object = document.toJS();
    if (object === null || object === undefined) {
      continue;
    }
    if (object.kind === 'List' && Array.isArray(object.items)) {
      objects.push(...object.items);
      continue;
    }
    if (!object.apiVersion || !object.kind || !object.metadata?.name) {
      throw new Error(
        `"${file}": expected apiVersion, kind and metadata.name, found ${Object.keys(
          object,
        ).join(', ')}`,
      );
    }
    objects.push(object);
  }
  return objects;
}
