import { isDeepStrictEqual } from 'util';
import { ResourceStatus } from '../Application';
import { KubeObject } from '../KubeObject';

/** Each resource that Git wants or the cluster has, and whether the two agree. */
export function diffResources(
  wanted: KubeObject[],
  live: KubeObject[],
): ResourceStatus[] {
  const liveByKey = new Map(live.map(object => [resourceKey(object), object]));
  const wantedKeys = new Set(wanted.map(resourceKey));
  return [
    ...wanted.map(object => ({
      ...identity(object),
      status: isDeepStrictEqual(
        plain(object),
        plain(liveByKey.get(resourceKey(object))),
      )
        ? ('Synced' as const)
        : ('OutOfSync' as const),
    })),
    ...live
      .filter(object => !wantedKeys.has(resourceKey(object)))
      .map(object => ({
        ...identity(object),
        status: 'OutOfSync' as const,
        requiresPruning: true,
      })),
  ];
}

/** `apps/Deployment/default/web` */
export function resourceKey(object: KubeObject): string {
  return statusKey(identity(object));
}

/** The same of a resource in a status. */
export function statusKey(resource: ResourceStatus): string {
  const { group = '', kind, namespace = '', name } = resource;
  return [group, kind, namespace, name].join('/');
}

/** How a status names a resource. */
export function identity(object: KubeObject): ResourceStatus {
  const [group, version] = object.apiVersion.includes('/')
    ? object.apiVersion.split('/')
    : ['', object.apiVersion];
  return {
    ...(group ? { group } : {}),
    version,
    kind: object.kind,
    ...(object.metadata.namespace
      ? { namespace: object.metadata.namespace }
      : {}),
    name: object.metadata.name,
  };
}

function plain(object: KubeObject | undefined): unknown {
  return object && JSON.parse(JSON.stringify(object));
}
