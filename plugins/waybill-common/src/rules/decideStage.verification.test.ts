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
  const lastFailed = { ...runs().lastPromotion!, phase: 'Failed' as const };

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
