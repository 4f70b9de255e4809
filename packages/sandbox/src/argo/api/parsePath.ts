import { ResourceType, resourceTypes } from '../ResourceType';

/** What a path of the Kubernetes API names. */
export interface KubePath {
  type: ResourceType;
  /** Undefined: all namespaces, or a kind without. */
  namespace?: string;
  /** Undefined: the collection. */
  name?: string;
}

/** Undefined: not a resource that is served here. */
export function parsePath(path: string): KubePath | undefined {
  const core = /^\/api\/v1\/(.+)$/.exec(path);
  const group = /^\/apis\/([^/]+)\/([^/]+)\/(.+)$/.exec(path);
  const [groupName, version, rest] = core
    ? ['', 'v1', core[1]]
    : group?.slice(1) ?? [];
  if (rest === undefined) {
    return undefined;
  }
  const parts = rest.split('/').map(decodeURIComponent);
  const namespace =
    parts[0] === 'namespaces' && parts.length > 2 ? parts[1] : undefined;
  const [plural, name, ...more] = namespace ? parts.slice(2) : parts;
  const type = resourceTypes.find(
    one =>
      one.group === groupName &&
      one.version === version &&
      one.plural === plural,
  );
  const wrongScope =
    type && (type.namespaced ? name && !namespace : Boolean(namespace));
  return !type || wrongScope || more.length > 0
    ? undefined
    : { type, namespace, name: name || undefined };
}
