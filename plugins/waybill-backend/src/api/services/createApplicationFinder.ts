import {
  FoundApplication,
  StageDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import {
  Application,
  ApplicationRef,
} from '@waybill/backstage-plugin-waybill-node';
import { LRUCache } from 'lru-cache';
import { staticApplications } from '../../governance/staticApplications';
import { AuthorityPort, PipelineIdentity } from '../../ports';

/** A page must not wait for a cluster; what comes later is there for the next look. */
const WAIT_MS = 1_500;
const ANSWER_WITHIN_MS = 10_000;
/** For so long an answer is good enough, in milliseconds: a page asks every few seconds. */
const FRESH_MS = 60_000;
const REMEMBERED_STAGES = 1_000;

/** What Argo CD says runs where a Stage would promote to. Nothing where it does not say, or may not be asked. */
export type ApplicationFinder = (
  pipeline: PipelineIdentity,
  stage: StageDefinition,
) => Promise<FoundApplication[]>;

/** Asks for the Applications that a Stage's steps name, with the Stage's own grants, once a minute at most. */
export function createApplicationFinder(
  authority: Pick<AuthorityPort, 'portsFor'>,
): ApplicationFinder {
  const asked = new LRUCache<string, Promise<FoundApplication[]>>({
    max: REMEMBERED_STAGES,
    ttl: FRESH_MS,
  });
  return (pipeline, stage) => {
    const refs = staticApplications(pipeline.project, stage);
    if (refs.length === 0) {
      return Promise.resolve([]);
    }
    const key = JSON.stringify([pipeline.pipelineId, stage.name, refs]);
    const known = asked.get(key);
    if (known) {
      return withinReach(known);
    }
    const { argo } = authority.portsFor(pipeline, stage.name);
    const answer = Promise.all(
      refs.map(ref =>
        argo.get(ref, AbortSignal.timeout(ANSWER_WITHIN_MS)).then(
          application => (application ? [toFound(ref, application)] : []),
          // It is not granted, or nobody answers: nothing is said of it.
          () => [],
        ),
      ),
    ).then(found => found.flat());
    asked.set(key, answer);
    return withinReach(answer);
  };
}

async function withinReach(
  answer: Promise<FoundApplication[]>,
): Promise<FoundApplication[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<FoundApplication[]>(resolve => {
    timer = setTimeout(() => resolve([]), WAIT_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function toFound(
  { name, namespace }: ApplicationRef,
  { status }: Application,
): FoundApplication {
  const { revision, revisions } = status?.sync ?? {};
  return {
    name,
    namespace,
    revisions: (revisions ?? [revision]).filter(it => it !== undefined),
    images: status?.summary?.images ?? [],
    health: status?.health?.status ?? null,
  };
}
