// What differs is checked by functions beside the cases.
/* eslint-disable jest/no-standalone-expect */
import { HealthStatus } from '@waybill/backstage-plugin-waybill-common';
import {
  Application,
  ApplicationSource,
  StepPorts,
} from '@waybill/backstage-plugin-waybill-node';
import { isAuthorizedStage } from '../../governance/isAuthorizedStage';
import {
  applySource,
  isMeant,
  updateSources,
} from '../../promotion/steps/updateSources';
import {
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from '../../promotion/testing/promotionWorld';
import {
  ConformanceCase,
  describeConformance,
} from '../../testing/describeConformance';
import { applicationHealth } from '../health/applicationHealth';
import { createStageHealth } from '../health/createStageHealth';
import { worstHealth } from '../health/worstOf';
import { CORRELATION_INFO, operationVerdict } from '../operationVerdict';
import { syncPatch } from '../syncPatch';

type OperationState = NonNullable<Application['status']>['operationState'];
type SourceUpdate = Parameters<typeof applySource>[1];

interface Case extends ConformanceCase {
  application?: Application | null;
  desiredRevisions?: string[];
  states?: HealthStatus[];
  checks?: { kind: string }[];
  source?: ApplicationSource;
  sources?: ApplicationSource[];
  update?: SourceUpdate;
  updates?: SourceUpdate[];
  desiredRevision?: string;
  syncPolicy?: object | null;
  actor?: string;
  promotion?: string;
  operationState?: OperationState | null;
  annotation?: string | null;
  project?: string;
  stage?: string;
  phases?: ('Running' | 'Succeeded' | 'Failed' | 'Error')[];
  expect: {
    health?: HealthStatus;
    issues?: string[];
    refreshAnnotation?: string;
    operationState?: null;
    operation?: { sync: object; retry?: object };
    mustUpdate?: boolean;
    phase?: string;
    authorized?: boolean;
    source?: ApplicationSource;
    applied?: boolean;
    revisions?: string[];
    status?: string;
  };
}

const KARGO_INFO = 'kargo.akuity.io/promotion';
const ENDED = '2024-01-01T00:00:10Z';

/** Kargo's answers. Sentences are Waybill's own, so that of issues their number is compared. */
describeConformance<Case>('argocd-health.json', {
  async check(given) {
    const [area] = given.name.split(':');
    const checks: Record<string, (it: Case) => void | Promise<void>> = {
      health: checkHealth,
      aggregate: checkAggregate,
      'update due': checkDue,
      authorised: it => expect(isAuthorized(it)).toBe(it.expect.authorized),
      'source update': checkSource,
      'desired revisions': it =>
        expect(desiredRevisions(it)).toEqual(it.expect.revisions),
      'sync request': checkSync,
      'step status': checkStep,
    };
    await checks[area](given);
  },
  differs: {
    'authorised: star in another entry spoils the list': {
      because:
        'an entry that is not understood counts for nothing, the others for what they say',
      check: given => expect(isAuthorized(given)).toBe(true),
    },
    'desired revisions: URL text must be equal': {
      because:
        'both addresses are normalised, as where the source is written; else a revision would never be checked',
      check: given => expect(desiredRevisions(given)).toEqual(['x']),
    },
  },
});

function applicationOf(
  spec: Pick<Application['spec'], 'source' | 'sources' | 'syncPolicy'>,
  operationState?: OperationState,
): Application {
  return {
    metadata: { name: 'app', namespace: 'argocd', resourceVersion: '1' },
    spec: { project: 'default', destination: {}, ...spec },
    status: { operationState },
  };
}

const wanted = (revisions: string[]) =>
  revisions
    .map((revision, index) => ({ revision, index }))
    .filter(({ revision }) => revision !== '');

function checkHealth({ application, desiredRevisions: all, ...one }: Case) {
  const { health } = applicationHealth(application ?? undefined, {
    name: 'app',
    namespace: 'argocd',
    desired: wanted(all!),
    now: new Date('2024-01-01T01:00:00Z'),
  });
  expect(health).toEqual({
    status: one.expect.health,
    issues: one.expect.issues!.map(() => expect.any(String)),
  });
}

async function checkAggregate({ states, checks, expect: expected }: Case) {
  const health = states
    ? worstHealth(states.map(status => ({ status, issues: [] })))
    : await lookAt(checks!.map(({ kind }) => kind));
  expect(health.status).toBe(expected.health);
  expect(health.issues).toHaveLength(expected.issues?.length ?? 0);
}

/** Nothing outside is asked by checks of a kind that does not exist. */
async function lookAt(kinds: string[]) {
  const { health } = await createStageHealth().look({
    checks: kinds.map(uses => ({ uses, config: {} })),
    ports: {} as StepPorts,
    now: new Date(),
    signal: new AbortController().signal,
  });
  return health;
}

/** The promotion stands in the operation under Waybill's name, and an operation that has ended says when. */
function asOurs(state: OperationState): OperationState {
  const isOver = state?.phase !== undefined && state.phase !== 'Running';
  return (
    state && {
      ...state,
      ...(isOver && { finishedAt: ENDED }),
      operation: {
        ...state.operation,
        info: state.operation?.info?.map(({ name, value }) => ({
          name: name === KARGO_INFO ? CORRELATION_INFO : name,
          value,
        })),
      },
    }
  );
}

function checkDue({
  operationState,
  desiredRevisions: all,
  promotion,
  expect: expected,
}: Case) {
  const source = { repoURL: REPO };
  const application = applicationOf(
    all!.length > 1 ? { sources: all!.map(() => source) } : { source },
    asOurs(operationState ?? undefined),
  );
  const { type } = operationVerdict(application, {
    correlationId: promotion!,
    desired: wanted(all!),
  });
  const phase = {
    absent: '',
    wrongRevision: '',
    running: 'Running',
    foreign: 'Running',
    succeeded: 'Succeeded',
    failed: 'Failed',
  }[type];
  expect({ mustUpdate: phase === '', phase }).toEqual({
    mustUpdate: expected.mustUpdate,
    phase: expected.phase,
  });
}

function isAuthorized({ annotation, project, stage }: Case): boolean {
  return isAuthorizedStage(
    annotation === null
      ? {}
      : { 'kargo.akuity.io/authorized-stage': annotation! },
    {
      entityRef: `component:default/${project}`,
      project: project!,
      stage: stage!,
      projectBound: true,
    },
  );
}

function checkSource({
  source,
  update,
  desiredRevision,
  expect: expected,
}: Case) {
  const whole = { ...update!, desiredRevision: desiredRevision || undefined };
  const applied = isMeant(source!, whole);
  expect({
    applied,
    source: applied ? applySource(source!, whole) : source,
  }).toEqual({ applied: expected.applied, source: expected.source });
}

function desiredRevisions({ sources, updates }: Case): string[] {
  const { desired } = updateSources(
    applicationOf({ sources: sources! }),
    updates!,
  );
  return sources!.map(
    (_, at) => desired.find(({ index }) => index === at)?.revision ?? '',
  );
}

function checkSync({ source, syncPolicy, actor, promotion, ...one }: Case) {
  const application = applicationOf({
    source,
    syncPolicy: syncPolicy ?? undefined,
  });
  const { sync: asked, retry } = one.expect.operation!;
  // Kargo writes an empty list of revisions; leaving it out says the same. Its names are Kargo's, ours are ours.
  const { revisions: pinned, ...sync } = asked as { revisions: [] };
  expect(pinned).toEqual([]);
  expect(
    syncPatch(application, {
      correlationId: promotion!,
      reason: 'why',
      automated: actor === '',
    }),
  ).toMatchObject({
    metadata: {
      annotations: {
        'argocd.argoproj.io/refresh': one.expect.refreshAnnotation,
      },
    },
    status: { operationState: one.expect.operationState },
    operation: {
      initiatedBy: { username: 'waybill', automated: actor === '' },
      info: [
        { name: 'Reason', value: 'why' },
        { name: CORRELATION_INFO, value: promotion },
      ],
      sync,
      ...(retry ? { retry } : {}),
    },
  });
}

/** The step, looking at Applications whose operations of this Promotion have come so far. */
async function checkStep({ phases, expect: expected }: Case) {
  const apps = phases!.map((_, index) => ({ name: `app-${index}` }));
  const record = promotionOf([step('argocd-update', { apps })]);
  const world = promotionWorld({ files: { a: '' }, record });
  phases!.forEach((phase, index) => {
    const application = world.argo.add(`app-${index}`, REPO);
    application.status = {
      operationState: {
        phase,
        ...(phase !== 'Running' && { finishedAt: ENDED }),
        operation: {
          info: [
            { name: CORRELATION_INFO, value: `${record.id}/argocd-update` },
          ],
        },
      },
    };
  });
  await world.advance();
  expect(record.stepStates[0].status).toBe(expected.status);
}
