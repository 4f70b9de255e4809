import { KubeObject } from '../KubeObject';

interface Container {
  name: string;
  image?: string;
  [field: string]: unknown;
}

/** Every container of an object, wherever its pod template is. Changes to them change the object. */
export function containersOf(object: KubeObject): Container[] {
  const found: Container[] = [];
  visit(object);
  return found;

  function visit(value: unknown): void {
    if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        if (
          ['containers', 'initContainers'].includes(key) &&
          Array.isArray(item)
        ) {
          found.push(...item);
        } else {
          visit(item);
        }
      }
    }
  }
}

/** Sorted, each once. */
export function imagesOf(objects: KubeObject[]): string[] {
  const images = objects
    .flatMap(containersOf)
    .map(({ image }) => image)
    .filter((image): image is string => typeof image === 'string');
  return [...new Set(images)].sort();
}
