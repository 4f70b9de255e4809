import {
  PromotionBrief,
  StageDecision,
  StageSnapshot,
} from '../model/StageSnapshot';
import { Hold, StageState } from '../model/StageState';
import {
  aPromotion,
  aRequest,
  aStage,
  aStageSnapshot,
  someFreight,
} from '../__testUtils__/aStageSnapshot';
import { decideStage } from './decideStage';

const NOW = new Date('2025-06-01T12:00:00Z');
const EARLIER = '2025-06-01T11:00:00Z';
const LATER = '2025-06-01T12:10:00.000Z';
const AUTO = [{ stageSelector: {}, autoPromotionEnabled: true }];
const MAIN = 'Warehouse/main';
const HOLD: Hold = {
  origin: MAIN,
  freight: 'f1',
  reason: 'rolled back',
  by: { type: 'user', ref: 'user:default/dana' },
  createdAt: EARLIER,
};

const F1 = someFreight({ id: 'f1', createdAt: '2025-06-01T10:00:00Z' });
const F2 = someFreight({ id: 'f2', createdAt: '2025-06-01T11:00:00Z' });

/** In uat for so long, of the half hour that it must soak there. */
function soaking(id: string, minutes: number) {
  const since = new Date(NOW.getTime() - minutes * 60_000).toISOString();
  return someFreight({
    id,
    status: {
      currentlyIn: { uat: { since } },
      verifiedIn: { uat: { verifiedAt: since } },
      approvedFor: {},
    },
  });
}

const AFTER_UAT = aRequest({ stages: ['uat'], requiredSoakSeconds: 1800 });

/** The Stage has run F1 since the Promotion prod.00 succeeded. */
function runs(patch: Partial<StageState> = {}): Partial<StageState> {
  return {
    current: [
      { origin: MAIN, freight: 'f1', since: EARLIER, promotion: 'prod.00' },
    ],
    verification: { phase: 'Successful' },
    lastPromotion: {
      id: 'prod.00',
      phase: 'Succeeded',
      freight: 'f1',
      collection: { [MAIN]: 'f1' },
      finishedAt: EARLIER,
    },
    ...patch,
  };
}

function decide(patch: Parameters<typeof aStageSnapshot>[0]): StageDecision[] {
  return decideStage(aStageSnapshot({ freight: [F1, F2], ...patch }), NOW);
}

function only<T extends StageDecision['type']>(
  type: T,
  decisions: StageDecision[],
) {
  return decisions.filter(
    (it): it is Extract<StageDecision, { type: T }> => it.type === type,
  );
}

const pending = (id: string, patch: Partial<PromotionBrief> = {}) =>
  aPromotion({ id, freight: 'f2', ...patch });

describe('decideStage, the queue', () => {
  it('does nothing when there is nothing to do', () => {
    expect(decide({ state: runs() })).toEqual([]);
  });

  it('starts the first of those waiting, by name, and says why the others wait', () => {
    expect(
      decide({ promotions: [pending('prod.02'), pending('prod.01')] }),
    ).toEqual([
      { type: 'start', promotion: 'prod.01', collection: { [MAIN]: 'f2' } },
      {
        type: 'wait',
        promotion: 'prod.02',
        gates: [expect.objectContaining({ code: 'PromotionRunning' })],
      },
    ]);
  });

  it('starts none while one runs', () => {
    const promotions = [
      pending('prod.01'),
      pending('prod.02', { phase: 'Running' }),
    ];
    expect(decide({ promotions })).toMatchObject([
      {
        type: 'wait',
        promotion: 'prod.01',
        gates: [{ code: 'PromotionRunning' }],
      },
    ]);
  });

  it('starts nothing while the pipeline cannot be relied on, and forgets no hold', () => {
    expect(
      decide({
        pipelineState: 'invalid',
        promotionPolicies: AUTO,
        promotions: [pending('prod.01')],
        state: runs({ holds: [{ ...HOLD, origin: 'Warehouse/gone' }] }),
      }),
    ).toMatchObject([
      { type: 'wait', gates: [{ code: 'PipelineUnavailable' }] },
    ]);
  });

  it('refuses what may never start and lets the next one go', () => {
    const promotions = [
      pending('prod.01', { freight: 'unknown' }),
      pending('prod.02'),
    ];
    expect(decide({ promotions })).toMatchObject([
      {
        type: 'refuse',
        promotion: 'prod.01',
        gates: [{ code: 'NotRequested' }],
      },
      { type: 'start', promotion: 'prod.02' },
    ]);
  });

  it('leaves alone what is being aborted', () => {
    expect(
      decide({ promotions: [pending('prod.01', { abortRequested: true })] }),
    ).toEqual([]);
  });

  it('looks at the gates again when it would start, and again when they lift', () => {
    const snapshot = (minutes: number) => ({
      stage: aStage({ requestedFreight: [AFTER_UAT] }),
      freight: [soaking('f2', minutes)],
      promotions: [pending('prod.01')],
    });
    expect(decide(snapshot(20))).toEqual([
      {
        type: 'wait',
        promotion: 'prod.01',
        gates: [expect.objectContaining({ code: 'Soaking', until: LATER })],
      },
      { type: 'lookAgain', at: LATER },
    ]);
    expect(decide(snapshot(30))).toMatchObject([{ type: 'start' }]);
  });

  it('carries over the other origins that are still requested', () => {
    const collection = {
      'Warehouse/other': 'x2',
      'Warehouse/gone': 'y1',
    };
    const [start] = only(
      'start',
      decide({
        stage: aStage({
          requestedFreight: [
            aRequest({ direct: true }),
            aRequest({ direct: true }, 'other'),
            aRequest({ direct: true }, 'third'),
            aRequest({ direct: true }, 'fourth'),
          ],
        }),
        promotions: [pending('prod.01')],
        state: {
          current: [
            {
              origin: 'Warehouse/other',
              freight: 'x1',
              since: EARLIER,
              promotion: 'p',
            },
            {
              origin: 'Warehouse/third',
              freight: 'z1',
              since: EARLIER,
              promotion: 'p',
            },
          ],
          lastPromotion: {
            id: 'prod.00',
            phase: 'Failed',
            freight: 'x2',
            collection,
            finishedAt: EARLIER,
          },
        },
      }),
    );
    expect(start.collection).toEqual({
      [MAIN]: 'f2',
      'Warehouse/other': 'x2',
      'Warehouse/third': 'z1',
    });
  });
});

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

describe('decideStage, auto-promotion', () => {
  const auto = (patch: Parameters<typeof aStageSnapshot>[0] = {}) =>
    decide({ promotionPolicies: AUTO, state: runs(), ...patch });
  const NEWEST = [{ type: 'promote', freight: 'f2', origin: MAIN }];

  it('promotes the newest Freight', () => {
    expect(auto()).toEqual(NEWEST);
  });

  it.each<[string, Parameters<typeof aStageSnapshot>[0]]>([
    ['the platform forbids it', { autoPromotionAllowed: false }],
    ['the ProjectConfig says nothing', { promotionPolicies: [] }],
    ['the pipeline is unreadable', { pipelineState: 'unreadable' }],
    [
      'the platform keeps it from starting',
      {
        platformGates: [
          { code: 'NotAuthorized', effect: 'wait', message: 'later' },
        ],
      },
    ],
    ['it runs already', { freight: [F1] }],
    [
      'it is being promoted',
      { promotions: [pending('prod.01', { phase: 'Running' })] },
    ],
    [
      'it failed here last',
      { promotions: [pending('prod.01', { phase: 'Failed' })] },
    ],
    [
      'it was aborted here last',
      { promotions: [pending('prod.01', { phase: 'Aborted' })] },
    ],
    [
      'it has succeeded, unrecorded',
      { promotions: [pending('prod.01', { phase: 'Succeeded' })] },
    ],
    ['its origin is held', { state: runs({ holds: [HOLD] }) }],
    [
      'a rollback is under way',
      {
        promotions: [
          pending('prod.01', {
            freight: 'f1',
            rollback: true,
            phase: 'Running',
          }),
        ],
      },
    ],
    [
      'what is available is older than what runs',
      {
        freight: [
          F1,
          {
            ...F2,
            status: {
              ...F2.status,
              rejected: { at: EARLIER, by: HOLD.by, reason: 'no' },
            },
          },
        ],
        state: runs({
          current: [
            {
              origin: MAIN,
              freight: 'f2',
              since: EARLIER,
              promotion: 'prod.00',
            },
          ],
        }),
      },
    ],
  ])('promotes nothing when %s', (_, patch) => {
    expect(only('promote', auto(patch))).toEqual([]);
  });

  it.each<[string, Parameters<typeof aStageSnapshot>[0]]>([
    [
      'a hold has expired',
      { state: runs({ holds: [{ ...HOLD, until: NOW.toISOString() }] }) },
    ],
    [
      'a rollback was aborted',
      {
        promotions: [
          pending('prod.01', {
            freight: 'f1',
            rollback: true,
            phase: 'Aborted',
          }),
        ],
      },
    ],
    [
      'somebody has just let it go on',
      {
        state: runs({ holds: [HOLD] }),
        promotions: [
          pending('prod.01', {
            freight: 'f1',
            holdIntent: 'resume',
            phase: 'Running',
          }),
        ],
      },
    ],
  ])('promotes again when %s', (_, patch) => {
    expect(only('promote', auto(patch))).toEqual(NEWEST);
  });

  it('waits for the soak of what would be promoted, to the moment', () => {
    const patch = { stage: aStage({ requestedFreight: [AFTER_UAT] }) };
    expect(auto({ ...patch, freight: [soaking('f2', 20)] })).toEqual([
      { type: 'lookAgain', at: LATER },
    ]);
    expect(auto({ ...patch, freight: [soaking('f2', 30)] })).toEqual(NEWEST);
  });

  it('with MatchUpstream follows what is upstream, back too, once it has soaked', () => {
    const follow = aRequest({
      stages: ['uat'],
      requiredSoakSeconds: 1800,
      selectionPolicy: 'MatchUpstream',
    });
    const upstream = {
      uat: [{ origin: MAIN, freight: 'f0', since: EARLIER, promotion: 'p' }],
    };
    const f0 = (minutes: number) => ({
      ...soaking('f0', minutes),
      createdAt: '2025-06-01T09:00:00Z',
    });
    const at = (minutes: number) =>
      auto({
        stage: aStage({ requestedFreight: [follow] }),
        freight: [F1, soaking('f2', 60), f0(minutes)],
        upstream,
      });
    expect(at(20)).toEqual([{ type: 'lookAgain', at: LATER }]);
    expect(at(30)).toEqual([{ type: 'promote', freight: 'f0', origin: MAIN }]);
  });

  it('clears holds that hold nothing any more, and looks again when one will expire', () => {
    const gone = { ...HOLD, origin: 'Warehouse/gone' };
    expect(auto({ state: runs({ holds: [HOLD, gone] }) })).toEqual([
      { type: 'clearHold', origin: 'Warehouse/gone' },
    ]);
    expect(
      decide({ state: runs({ holds: [HOLD] }), autoPromotionAllowed: false }),
    ).toEqual([{ type: 'clearHold', origin: MAIN }]);
    expect(
      auto({ state: runs({ holds: [{ ...HOLD, until: LATER }] }) }),
    ).toEqual([{ type: 'lookAgain', at: LATER }]);
  });
});
