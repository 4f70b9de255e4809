import { KubeObject } from '../KubeObject';
import { ResourceType } from '../ResourceType';

/** What `kubectl get` prints: a column per field that the kind names, or the age where it names none. */
export function asTable(
  type: ResourceType,
  objects: KubeObject[],
  listMeta: Record<string, unknown>,
  includeObject: string,
): unknown {
  const columns = type.columns.length
    ? type.columns.map(({ name, priority }) => column(name, 'string', priority))
    : [column('Age', 'date', 0)];
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: listMeta,
    columnDefinitions: [column('Name', 'string', 0, 'name'), ...columns],
    rows: objects.map(object => ({
      cells: [
        object.metadata.name,
        ...(type.columns.length
          ? type.columns.map(({ path }) => valueAt(object, path))
          : [ageOf(object)]),
      ],
      ...(includeObject === 'None'
        ? {}
        : { object: rowObject(object, includeObject) }),
    })),
  };
}

function column(name: string, type: string, priority: number, format = '') {
  return { name, type, format, description: name, priority };
}

function rowObject(object: KubeObject, include: string): unknown {
  return include === 'Object'
    ? object
    : {
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1',
        metadata: object.metadata,
      };
}

function valueAt(object: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key],
    object,
  );
}

function ageOf(object: KubeObject): string {
  const created = Date.parse(object.metadata.creationTimestamp ?? '');
  const seconds = Math.max(0, Math.floor((Date.now() - created) / 1000));
  const steps: [number, string][] = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'm'],
  ];
  const [size, unit] = steps.find(([one]) => seconds >= 2 * one) ?? [1, 's'];
  return `${Math.floor(seconds / size)}${unit}`;
}
