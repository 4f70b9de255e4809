import { StageSnapshot } from '../model/StageSnapshot';
import { StageState } from '../model/StageState';
import { aStage } from '../__testUtils__/aStageSnapshot';
import {
  AFTER_UAT,
  EARLIER,
  F1,
  LATER,
  decide,
  only,
  pending,
  runs,
  soaking,
} from '../__testUtils__/decisions';

const lastFailed = { ...runs().lastPromotion!, phase: 'Failed' as const };

describe('decideStage, verification', () => {
  const check = { healthChecks: [{ uses: 'argocd-update', config: {} }] };
  const health = (
    status: StageState['health']['status'],
    healthAt?: string,
  ) => ({
    ...check,
    health: { status, issues: [] },
    healthAt,
  });
  const promotions = [pending('prod.01')];

  it.each<[string, Partial<StageState>, 'verify' | 'start' | 'neither']>([
    ['verifies at once where no check is registered', {}, 'verify'],
    ['verifies when Healthy', health('Healthy', EARLIER), 'verify'],
    ['waits while nobody has looked since', health('Healthy'), 'neither'],
    [
      'does not believe health from before',
      health('Healthy', '2025-06-01T10:59:59Z'),
      'neither',
    ],
    ['lets the next one mend it', health('Unhealthy', EARLIER), 'start'],
    [
      'lets the next one mend what is yet to be verified',
      {
        ...health('Unhealthy', EARLIER),
        verification: { phase: 'Pending' },
      },
      'start',
    ],
    [
      'lets none go while something is being verified',
      {
        ...health('Unhealthy', EARLIER),
        verification: { phase: 'Running' },
      },
      'neither',
    ],
    [
      'lets the next one go while Progressing',
      health('Progressing', EARLIER),
      'start',
    ],
    [
      'lets the next one go when verified',
      { verification: { phase: 'Successful' } },
      'start',
    ],
    [
      'lets the next one go when verification failed',
      { verification: { phase: 'Failed' } },
      'start',
    ],
    [
      'verifies nothing after a failure, and waits for nothing',
      { lastPromotion: lastFailed },
      'start',
    ],
  ])('%s', (_, state, expected) => {
    const decisions = decide({
      promotions,
      state: runs({ verification: null, ...state }),
    });
    expect({
      verify: only('verify', decisions).map(it => it.freight),
      start: only('start', decisions).map(it => it.promotion),
      wait: only('wait', decisions).map(it => it.gates[0].code),
    }).toEqual({
      verify: expected === 'verify' ? [['f1']] : [],
      start: expected === 'start' ? ['prod.01'] : [],
      wait: expected === 'start' ? [] : ['VerificationRunning'],
    });
  });

  it('verifies nothing while a Promotion runs', () => {
    const decisions = decide({
      promotions: [pending('prod.01', { phase: 'Running' })],
      state: runs({ verification: null }),
    });
    expect(only('verify', decisions)).toEqual([]);
  });
});

describe('decideStage, verification by more than health', () => {
  const verification = {
    analysisTemplates: [{ kind: 'AnalysisTemplate' as const, name: 'smoke' }],
    args: [],
    vars: [],
    labels: {},
    annotations: {},
  };
  const stage = aStage({ name: 'prod', verification });
  const dana = { type: 'user' as const, ref: 'user:default/dana' };
  const underWay = {
    id: 'prod.00',
    phase: 'Pending' as const,
    startedAt: EARLIER,
  };
  const followed = (
    state: Partial<StageState>,
    more: Parameters<typeof decide>[0] = {},
  ) => {
    const decisions = decide({ stage, state: runs(state), ...more });
    return {
      follow: only('followVerification', decisions)[0],
      verify: only('verify', decisions)[0],
      start: only('start', decisions).map(it => it.promotion),
    };
  };
  const unhealthy = {
    healthChecks: [{ uses: 'argocd-update', config: {} }],
    health: { status: 'Unhealthy' as const, issues: [] },
    healthAt: EARLIER,
  };
  const seen = (phase: 'Running' | 'Successful' | 'Failed') => ({
    verificationSeen: { id: 'prod.00', run: { phase } },
  });

  it('begins as soon as the Stage is Healthy, and marks nothing yet', () => {
    expect(followed({ verification: { phase: 'Pending' } })).toMatchObject({
      follow: {
        verification: { id: 'prod.00', phase: 'Pending' },
        stop: false,
      },
      verify: undefined,
    });
    expect(
      followed({ verification: { phase: 'Pending' }, ...unhealthy }).follow,
    ).toBeUndefined();
  });

  it('lets no Promotion start while it is under way, were its run not even started', () => {
    const promotions = [pending('prod.01')];
    expect(
      followed({ verification: underWay, ...unhealthy }, { promotions }).start,
    ).toEqual([]);
  });

  it('marks what is successful once it is Healthy, and not before', () => {
    const healthy = followed({ verification: underWay }, seen('Successful'));
    expect(healthy.verify?.verification).toMatchObject({ phase: 'Successful' });
    const { follow, verify } = followed(
      { verification: underWay, ...unhealthy },
      seen('Successful'),
    );
    expect(verify).toBeUndefined();
    expect(follow?.verification).toMatchObject({ marked: false });
    const later = followed({ verification: follow?.verification });
    expect(later.verify?.freight).toEqual(['f1']);
    expect(later.verify?.verification).not.toHaveProperty('marked');
    const marked = followed({ verification: later.verify?.verification });
    expect([marked.verify, marked.follow]).toEqual([undefined, undefined]);
  });

  it('marks nothing by the health of what came after it', () => {
    const { follow } = followed(
      { verification: underWay, ...unhealthy },
      seen('Successful'),
    );
    const state = { verification: follow?.verification };
    const { verify: whileAnotherRuns } = followed(state, {
      promotions: [pending('prod.01', { phase: 'Running' })],
    });
    const { verify: afterAFailure } = followed({
      ...state,
      lastPromotion: lastFailed,
    });
    expect([whileAnotherRuns, afterAFailure]).toEqual([undefined, undefined]);
  });

  it('does not listen to what was seen of another verification', () => {
    const verificationSeen = {
      id: 'prod.00.2',
      run: { phase: 'Successful' as const },
    };
    expect(
      followed({ verification: underWay }, { verificationSeen }),
    ).toMatchObject({ follow: undefined, verify: undefined });
  });

  it('bears with a cluster that does not answer, for ten minutes', () => {
    const verificationSeen = { id: 'prod.00', unseen: 'nobody answers' };
    const at = (unseenSince: string) =>
      followed(
        { verification: { ...underWay, unseenSince } },
        { verificationSeen },
      ).follow;
    expect(at('2025-06-01T11:50:01.000Z')?.verification).toMatchObject({
      phase: 'Pending',
      message: 'nobody answers',
    });
    expect(at('2025-06-01T11:50:00.000Z')).toMatchObject({
      verification: { phase: 'Error', message: 'nobody answers' },
      stop: true,
    });
    const again = followed(
      { verification: { ...underWay, unseenSince: EARLIER } },
      seen('Running'),
    ).follow;
    expect(again?.verification).toEqual({ ...underWay, phase: 'Running' });
  });

  it('is repeated for a person under an id of its own, but not while a Promotion starts', () => {
    const state = {
      verification: { ...underWay, id: 'prod.00.2', phase: 'Failed' as const },
      verificationRequest: {
        type: 'reverify' as const,
        id: 'prod.00.2',
        by: dana,
      },
    };
    expect(followed(state).follow?.verification).toMatchObject({
      id: 'prod.00.3',
      phase: 'Pending',
      by: dana,
    });
    const starting = followed(state, { promotions: [pending('prod.01')] });
    expect(starting).toMatchObject({ follow: undefined, start: ['prod.01'] });
  });
});

describe('decideStage, control flow', () => {
  const controlFlow = (patch: Partial<StageSnapshot>) =>
    decide({
      stage: aStage({ name: 'gate', steps: [], requestedFreight: [AFTER_UAT] }),
      ...patch,
    });

  it('passes all that is available, once, and looks again when more will be', () => {
    const passed = soaking('f3', 60);
    passed.status.verifiedIn.gate = { verifiedAt: EARLIER };
    expect(
      controlFlow({
        freight: [F1, soaking('f2', 30), soaking('f4', 20), passed],
      }),
    ).toEqual([
      { type: 'pass', freight: ['f2'] },
      { type: 'lookAgain', at: LATER },
    ]);
  });

  it('passes nothing while the pipeline cannot be relied on', () => {
    const freight = [soaking('f2', 30)];
    expect(controlFlow({ freight, pipelineState: 'orphaned' })).toEqual([]);
  });
});
