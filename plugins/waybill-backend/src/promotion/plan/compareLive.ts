import { isDeepStrictEqual } from 'node:util';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { LiveResource } from '../../ports';
import { Manifest } from '../rendering/splitManifests';
import { applyChange } from './applyChange';
import { expandList } from './expandList';
import { withoutNoise } from './withoutNoise';

/** What of an Application runs, and what would. */
export interface LiveComparison {
  live: Manifest[];
  planned: Manifest[];
  /** Resources that are not as Git says today, as `kind/namespace/name`. */
  drifted: Set<string>;
  /** Resources that Git would not name any more and that stay, as `kind/namespace/name`. */
  kept: string[];
}

/** Names a resource in a `LiveComparison`. */
export function resourceId(one: {
  kind: string;
  namespace: string;
  name: string;
}): string {
  return [one.kind, one.namespace, one.name].filter(Boolean).join('/');
}

/**
 * Puts the change of manifests upon what Argo CD would make of each resource today. That way what the cluster, Argo CD or another
 * version of a renderer adds is no difference; what is left is the change, and what has drifted.
 *
 * @param options.change - manifests before and after, of the sources that change; undefined: what Git says today stays
 * @param options.prunes - whether a sync takes away what Git does not name
 * @param options.namespace - of resources that name none
 */
export function compareLive(options: {
  resources: readonly LiveResource[];
  change: { before: Manifest[]; after: Manifest[] } | undefined;
  prunes: boolean;
  namespace: string;
}): LiveComparison {
  const { resources, prunes, namespace } = options;
  const known = new Map(resources.map(one => [keyOf(one), one]));
  /** Manifests by the resource they mean; those that Argo CD does not know of under a key of their own. */
  const byKey = (manifests: Manifest[] = []) =>
    new Map(
      manifests
        .flatMap(expandList)
        .filter(one => one.value && one.kind && !isHook(one))
        .map(one => [findKey(known, one, namespace), one] as const),
    );
  const before = byKey(options.change?.before);
  const after = byKey(options.change?.after);
  const found: LiveComparison = {
    live: [],
    planned: [],
    drifted: new Set(),
    kept: [],
  };
  for (const key of new Set([...known.keys(), ...after.keys()])) {
    const resource = known.get(key) ?? asNew(after.get(key)!, namespace);
    const live = resource.live && withoutNoise(resource.live);
    const target = resource.target && withoutNoise(resource.target);
    const planned = plannedState(target, before.get(key), after.get(key));
    if (live && !isDeepStrictEqual(live, target)) {
      found.drifted.add(resourceId(resource));
    }
    if (live) {
      found.live.push(asManifest(resource, live));
    }
    if (planned) {
      found.planned.push(asManifest(resource, planned));
    } else if (live && !prunes) {
      found.kept.push(resourceId(resource));
      found.planned.push(asManifest(resource, live));
    }
  }
  return found;
}

function plannedState(
  target: JsonObject | undefined,
  before: Manifest | undefined,
  after: Manifest | undefined,
): JsonObject | undefined {
  if (before && !after) {
    return undefined;
  }
  if (!after) {
    return target;
  }
  return applyChange(
    target,
    before?.value as JsonObject | undefined,
    after.value as JsonObject,
  ) as JsonObject | undefined;
}

function asNew(manifest: Manifest, namespace: string): LiveResource {
  return {
    group: groupOf(manifest.apiVersion),
    kind: manifest.kind,
    namespace: manifest.namespace || namespace,
    name: manifest.name,
    live: undefined,
    target: undefined,
  };
}

/** A manifest may leave out its namespace, and need not know whether its kind has one. */
function findKey(
  known: ReadonlyMap<string, unknown>,
  { apiVersion, kind, name, namespace: own }: Manifest,
  namespace: string,
): string {
  const keys = [own, namespace, ''].map(place =>
    keyOf({ group: groupOf(apiVersion), kind, namespace: place, name }),
  );
  return keys.find(key => known.has(key)) ?? keys[0];
}

function keyOf(
  one: Pick<LiveResource, 'group' | 'kind' | 'namespace' | 'name'>,
): string {
  return [one.group, one.kind, one.namespace, one.name].join('\0');
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}

/** Runs beside the sync, and is no part of what is compared. */
function isHook({ value }: Manifest): boolean {
  const { annotations } = (value?.metadata ?? {}) as {
    annotations?: Record<string, unknown> | null;
  };
  return ['argocd.argoproj.io/hook', 'helm.sh/hook'].some(
    key => annotations?.[key] !== undefined,
  );
}

function asManifest(
  { kind, namespace, name }: LiveResource,
  value: JsonObject,
): Manifest {
  const { apiVersion } = value;
  return {
    text: JSON.stringify(value),
    value,
    apiVersion: typeof apiVersion === 'string' ? apiVersion : '',
    kind,
    namespace,
    name,
  };
}
