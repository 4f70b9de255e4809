import {
  LiveApplicationView,
  RenderedApplicationView,
} from '@waybill/backstage-plugin-waybill-common';
import {
  Application,
  ApplicationRef,
} from '@waybill/backstage-plugin-waybill-node';
import pLimit from 'p-limit';
import { ApplicationStatePort } from '../../ports';
import { ArgocdSourceUpdate } from '../steps/argocdConfig';
import { updateSources } from '../steps/updateSources';
import { diffManifests } from './diffManifests';
import { liveView } from './liveView';
import { attempt, Outcome } from './attempt';
import { renderChange, RenderContext, RenderedSource } from './renderChange';

/** More are a fleet, and rendering all of it no preview. */
const MOST_APPLICATIONS = 20;
const MOST_RESOURCES = 500;
const MOST_LOOKS_AT_ONCE = 4;
/** An Argo CD that hangs must not keep back the rest of a preview. */
const LOOKS_WITHIN_SECONDS = 15;

/** An effect of the step `argocd-update`. */
interface UpdateEffect {
  application: ApplicationRef;
  sources: ArgocdSourceUpdate[];
}

/**
 * The Applications that a plan updates: how their manifests would change, by rendering their sources from the files before and after,
 * and how what runs would change. What is asked of Argo CD is asked while they are rendered.
 *
 * @param context.state - undefined: what runs is not compared
 */
export async function applicationViews(
  context: RenderContext & { state?: ApplicationStatePort },
): Promise<{
  rendered: RenderedApplicationView[];
  live: LiveApplicationView[];
}> {
  const { signal } = context;
  const updates = context.effects
    .filter(effect => effect.type === 'argocd-update')
    .slice(0, MOST_APPLICATIONS) as unknown as UpdateEffect[];
  const looks = startLooking(context, updates);
  const rendered: RenderedApplicationView[] = [];
  const live: LiveApplicationView[] = [];
  for (const [index, { application: ref, sources }] of updates.entries()) {
    const application = await looks[index].application;
    const change = await attempt(signal, async () => {
      if ('problem' in application) {
        throw new Error(application.problem);
      }
      return renderChange(context, application.value, sources);
    });
    rendered.push(renderedView(ref, change));
    const state = await looks[index].state;
    live.push(await liveView(context, { ref, application, state, change }));
  }
  return { rendered, live };
}

function startLooking(
  { ports, state, signal }: Parameters<typeof applicationViews>[0],
  updates: UpdateEffect[],
) {
  const inTime = AbortSignal.any([
    signal,
    AbortSignal.timeout(LOOKS_WITHIN_SECONDS * 1000),
  ]);
  const limit = pLimit(MOST_LOOKS_AT_ONCE);
  const look = <T>(work: () => Promise<T>): Promise<Outcome<T>> =>
    limit(() =>
      attempt(signal, () =>
        work().catch(error => {
          throw inTime.aborted && !signal.aborted
            ? new Error(
                `Argo CD did not answer within ${LOOKS_WITHIN_SECONDS} s`,
              )
            : error;
        }),
      ),
    );
  const looks = updates.map(({ application: ref, sources }) => {
    const application = look(async () => {
      const found = await ports.argo.get(ref, inTime);
      return assertCanBeSynced(ref, found, sources);
    });
    return {
      application,
      state: application.then(found =>
        state && 'value' in found
          ? look(() => state.look(ref, found.value, inTime))
          : { value: undefined },
      ),
    };
  });
  // Whoever waits for one of them is told; the others must not be left without anybody.
  void Promise.allSettled(looks.map(one => one.state));
  return looks;
}

/** What the run of the step would fail for, as far as it can be seen now. */
function assertCanBeSynced(
  { name, namespace, instance }: ApplicationRef,
  application: Application | undefined,
  sources: ArgocdSourceUpdate[],
): Application {
  if (!application) {
    throw new Error(
      `There is no Argo CD Application "${name}" in namespace "${namespace}"${
        instance ? ` of ${instance}` : ''
      }; the promotion fails if it is not there when it comes to sync it`,
    );
  }
  updateSources(application, sources);
  return application;
}

function renderedView(
  ref: ApplicationRef,
  change: Outcome<RenderedSource[]>,
): RenderedApplicationView {
  const view = { application: ref.name, namespace: ref.namespace };
  if ('problem' in change) {
    return { ...view, resources: [], notRendered: change.problem };
  }
  const resources = diffManifests(
    change.value.flatMap(({ before }) => before),
    change.value.flatMap(({ after }) => after),
  );
  return {
    ...view,
    resources: resources.slice(0, MOST_RESOURCES),
    notRendered:
      resources.length > MOST_RESOURCES
        ? `only ${MOST_RESOURCES} of ${resources.length} changed resources are shown`
        : null,
  };
}
