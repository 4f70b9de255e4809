import { isDeepStrictEqual } from 'util';
import { Application, Condition, ResourceStatus } from '../Application';
import { imagesOf } from '../render/podSpecs';
import { Rendered, renderApplication } from '../render/renderApplication';
import { assessHealth } from './assessHealth';
import { ControllerContext } from './ControllerContext';
import {
  diffResources,
  identity,
  resourceKey,
  statusKey,
} from './diffResources';

/** Somebody asks for a comparison: `normal` or `hard`. */
export const REFRESH_ANNOTATION = 'argocd.argoproj.io/refresh';

type Status = NonNullable<Application['status']>;

/**
 * Compares Git with what runs and writes the status.
 *
 * @remarks As in Argo CD up to 3.5: a refresh that is asked for while one runs is swallowed, and a status in which
 * nothing but `reconciledAt` would change is not written unless a refresh was asked for or is due after an operation.
 * @returns when the health will change by itself, in milliseconds since 1970
 */
export async function refreshApplication(
  context: ControllerContext,
  application: Application,
  forced: boolean,
): Promise<number | undefined> {
  const { namespace = '', name } = application.metadata;
  const asked = application.metadata.annotations?.[REFRESH_ANNOTATION];
  if (asked && context.faults.take('swallow-refresh', name)) {
    context.update(namespace, name, dropRefreshAnnotation);
    return undefined;
  }
  await context.sleep(context.delays.compare);
  const { rendered, error } = await render(context, application);
  const live = context.live.get(namespace, name);
  const missingImages = await findMissing(context, imagesOf(live.objects));

  let changesAt: number | undefined;
  context.update(namespace, name, latest => {
    // Read again: a sync may have come to its end meanwhile.
    const current = context.live.get(namespace, name);
    const health = assessHealth({
      live: current,
      wantsResources: (rendered?.objects.length ?? 0) > 0,
      missingImages,
      progressMs: context.delays.progress,
      now: context.now(),
    });
    changesAt = health.changesAt;
    const old: Status = latest.status ?? {};
    const resources: ResourceStatus[] = rendered
      ? diffResources(rendered.objects, current.objects)
      : current.objects.map(identity);
    const byKey = new Map(
      current.objects.map(object => [resourceKey(object), object]),
    );
    const next: Status = {
      ...old,
      controllerNamespace: 'argocd',
      resourceHealthSource: undefined,
      sync: syncOf(application, old, rendered, resources),
      health: {
        status: health.status,
        lastTransitionTime:
          old.health?.status === health.status
            ? old.health.lastTransitionTime
            : context.timestamp(),
      },
      resources: resources.map(resource => {
        const object = byKey.get(statusKey(resource));
        return {
          ...resource,
          health: object ? health.of(object) : { status: 'Missing' as const },
        };
      }),
      summary: { images: imagesOf(current.objects) },
      conditions: conditionsOf(old, error, context.timestamp()),
      ...(rendered ? sourceTypesOf(latest, rendered) : {}),
    };
    if (context.faults.isOn('stale-healthy', name) && old.reconciledAt) {
      next.health = old.health;
      next.resources = old.resources;
    } else if (asked || forced || !sameStatus(old, next)) {
      next.reconciledAt = context.timestamp();
    }
    latest.status = next;
    dropRefreshAnnotation(latest);
    startAutoSync(latest);
  });
  return changesAt;
}

async function render(
  { resolveRepository }: ControllerContext,
  application: Application,
): Promise<{ rendered?: Rendered; error?: string }> {
  try {
    return {
      rendered: await renderApplication(application, resolveRepository),
    };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

async function findMissing(
  { imageExists }: ControllerContext,
  images: string[],
): Promise<Set<string>> {
  const missing = new Set<string>();
  for (const image of imageExists ? images : []) {
    // A registry that does not answer is no proof that the image is missing.
    if ((await imageExists!(image).catch(() => undefined)) === false) {
      missing.add(image);
    }
  }
  return missing;
}

function syncOf(
  { spec }: Application,
  old: Status,
  rendered: Rendered | undefined,
  resources: ResourceStatus[],
): Status['sync'] {
  const comparedTo = comparedToOf(spec);
  if (!rendered) {
    const { revision, revisions } = old.sync ?? {};
    return { status: 'Unknown', revision, revisions, comparedTo };
  }
  const inSync = resources.every(({ status }) => status === 'Synced');
  return {
    status: inSync ? 'Synced' : 'OutOfSync',
    ...revisionsOf(spec, rendered.revisions),
    comparedTo,
  };
}

/** What a comparison was made against; when it differs from the spec, another one is due. */
export function comparedToOf(spec: Application['spec']) {
  const { source, sources, destination, ignoreDifferences } = spec;
  return JSON.parse(
    JSON.stringify({
      ...(sources?.length ? { sources } : { source }),
      destination,
      ignoreDifferences,
    }),
  );
}

/** One revision for one source, a list for several. */
export function revisionsOf(spec: Application['spec'], revisions: string[]) {
  return spec.sources?.length ? { revisions } : { revision: revisions[0] };
}

function sourceTypesOf({ spec }: Application, { sourceTypes }: Rendered) {
  return spec.sources?.length
    ? { sourceTypes }
    : { sourceType: sourceTypes[0] };
}

function conditionsOf(
  old: Status,
  error: string | undefined,
  now: string,
): Condition[] | undefined {
  const others = (old.conditions ?? []).filter(
    ({ type }) => type !== 'ComparisonError',
  );
  const before = old.conditions?.find(
    ({ type, message }) => type === 'ComparisonError' && message === error,
  );
  const conditions = error
    ? [
        ...others,
        before ?? {
          type: 'ComparisonError',
          message: error,
          lastTransitionTime: now,
        },
      ]
    : others;
  return conditions.length > 0 ? conditions : undefined;
}

/** Auto-sync tries each revision once. */
function startAutoSync(application: Application): void {
  const { spec, status, operation } = application;
  const { automated, retry, syncOptions } = spec.syncPolicy ?? {};
  if (!automated || automated.enabled === false || operation) {
    return;
  }
  const { sync, operationState } = status ?? {};
  const busy =
    operationState && ['Running', 'Terminating'].includes(operationState.phase);
  if (sync?.status !== 'OutOfSync' || busy) {
    return;
  }
  const tried = operationState?.syncResult;
  if (
    tried &&
    (tried.revision || undefined) === sync.revision &&
    isDeepStrictEqual(tried.revisions, sync.revisions) &&
    isDeepStrictEqual(tried.source, spec.source) &&
    isDeepStrictEqual(tried.sources, spec.sources)
  ) {
    return;
  }
  application.operation = {
    sync: {
      ...(sync.revisions
        ? { revisions: sync.revisions }
        : { revision: sync.revision }),
      prune: automated.prune,
      syncOptions,
    },
    initiatedBy: { automated: true },
    retry: retry ?? { limit: 5 },
  };
}

function dropRefreshAnnotation({ metadata }: Application): void {
  if (metadata.annotations) {
    const { [REFRESH_ANNOTATION]: _, ...rest } = metadata.annotations;
    metadata.annotations = rest;
  }
}

function sameStatus(a: Status, b: Status): boolean {
  return isDeepStrictEqual(
    JSON.parse(JSON.stringify(a)),
    JSON.parse(JSON.stringify(b)),
  );
}
