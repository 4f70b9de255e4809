import {
  Application,
  Operation,
  OperationPhase,
  OperationState,
} from '../Application';
import { KubeObject } from '../KubeObject';
import { renderApplication } from '../render/renderApplication';
import { ControllerContext } from './ControllerContext';
import {
  diffResources,
  identity,
  resourceKey,
  statusKey,
} from './diffResources';
import { revisionsOf } from './refreshApplication';

/** How one attempt came out. */
export type SyncOutcome = Pick<OperationState, 'message' | 'syncResult'> & {
  phase: OperationPhase;
};

/** Makes what is live what the operation asks for. */
export async function syncApplication(
  context: ControllerContext,
  application: Application,
  operation: Operation,
): Promise<SyncOutcome> {
  const { namespace = '', name } = application.metadata;
  const { spec } = application;
  const asked = operation.sync ?? {};
  const wanted = asked.revisions?.length ? asked.revisions : [asked.revision];
  const target: Application = {
    ...application,
    spec: {
      ...spec,
      ...(asked.source ? { source: asked.source } : {}),
      ...(asked.sources?.length ? { sources: asked.sources } : {}),
    },
  };
  let rendered;
  try {
    rendered = await renderApplication(
      target,
      context.resolveRepository,
      wanted,
    );
  } catch (error) {
    return {
      phase: 'Error',
      message: `ComparisonError: ${(error as Error).message}`,
    };
  }
  const live = context.live.get(namespace, name);
  const differences = diffResources(rendered.objects, live.objects);
  const objects = [...rendered.objects];
  if (!asked.prune) {
    const keys = new Set(objects.map(resourceKey));
    objects.push(...live.objects.filter(one => !keys.has(resourceKey(one))));
  }
  if (!asked.dryRun) {
    const changed = differences.some(({ status }) => status === 'OutOfSync');
    context.live.set(namespace, name, {
      objects,
      ...(changed ? { changedAt: context.now() } : {}),
    });
  }
  const revisions = revisionsOf(target.spec, rendered.revisions);
  return {
    phase: 'Succeeded',
    message: asked.dryRun
      ? 'successfully synced (dry run)'
      : 'successfully synced (all tasks run)',
    syncResult: {
      revision: '',
      ...revisions,
      source: target.spec.source,
      sources: target.spec.sources,
      resources: rendered.objects.map(object => resultOf(object, differences)),
    },
  };
}

function resultOf(
  object: KubeObject,
  differences: ReturnType<typeof diffResources>,
): Record<string, string> {
  const {
    group = '',
    version = '',
    kind,
    namespace = '',
    name,
  } = identity(object);
  const changed = differences.some(
    one => statusKey(one) === resourceKey(object) && one.status === 'OutOfSync',
  );
  return {
    group,
    version,
    kind,
    namespace,
    name,
    status: 'Synced',
    hookPhase: 'Running',
    syncPhase: 'Sync',
    message: `${object.kind.toLowerCase()}/${object.metadata.name} ${
      changed ? 'configured' : 'unchanged'
    }`,
  };
}
