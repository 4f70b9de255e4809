import fc from 'fast-check';
import {
  aPromotion,
  aStage,
  aStageSnapshot,
  someFreight,
} from '../__testUtils__/aStageSnapshot';
import { AUTO, HOLD, MAIN, NOW, only, runs } from '../__testUtils__/decisions';
import { PromotionBrief, StageSnapshot } from '../model/StageSnapshot';
import { StageHistoryEntry, StageState } from '../model/StageState';
import { decideStage } from './decideStage';

const BOTH: StageSnapshot['automaticRollback'] = {
  on: ['FailedPromotion', 'FailedVerification'],
  maxAgeSeconds: 20 * 60,
};
const minutesAgo = (minutes: number) =>
  new Date(NOW.getTime() - minutes * 60_000).toISOString();

const FREIGHT = ['f1', 'f2', 'f3'].map((id, index) =>
  someFreight({ id, createdAt: `2025-06-01T1${index}:00:00Z` }),
);

function ran(
  promotion: string,
  freight: string,
  patch: Partial<StageHistoryEntry> = {},
): StageHistoryEntry {
  return {
    ...{ promotion, freight, rollback: false, at: minutesAgo(90) },
    collection: { [MAIN]: freight },
    verified: true,
    ...patch,
  };
}

/** The Stage runs f2, which is verified; before it ran f1. The promotion of f3 has failed a minute ago. */
function failedPromotion(
  patch: Partial<Omit<StageSnapshot, 'state'>> & {
    state?: Partial<StageState>;
    failed?: Partial<PromotionBrief>;
    minutes?: number;
    phase?: 'Failed' | 'Errored' | 'Aborted';
  } = {},
): StageSnapshot {
  const { failed, minutes = 1, phase = 'Failed', state, ...rest } = patch;
  return aStageSnapshot({
    freight: FREIGHT,
    automaticRollback: BOTH,
    history: [ran('prod.02', 'f2'), ran('prod.01', 'f1')],
    promotions: [
      aPromotion({ id: 'prod.03', freight: 'f3', phase, ...failed }),
    ],
    ...rest,
    state: {
      ...runs({
        current: [
          {
            ...{ origin: MAIN, freight: 'f2', promotion: 'prod.02' },
            since: minutesAgo(90),
          },
        ],
        lastPromotion: {
          ...{ id: 'prod.03', phase, freight: 'f3' },
          collection: { [MAIN]: 'f3' },
          finishedAt: minutesAgo(minutes),
        },
      }),
      ...state,
    },
  });
}

/** The Stage runs f3, whose verification has failed a minute ago; before it ran f2 and f1. */
function failedVerification(
  patch: Parameters<typeof failedPromotion>[0] = {},
): StageSnapshot {
  return failedPromotion({
    history: [
      ran('prod.03', 'f3', { verified: false }),
      ran('prod.02', 'f2'),
      ran('prod.01', 'f1'),
    ],
    promotions: [
      aPromotion({ id: 'prod.03', freight: 'f3', phase: 'Succeeded' }),
    ],
    ...patch,
    state: {
      current: [
        {
          ...{ origin: MAIN, freight: 'f3', promotion: 'prod.03' },
          since: minutesAgo(30),
        },
      ],
      verification: { phase: 'Failed', finishedAt: minutesAgo(1) },
      lastPromotion: {
        ...{ id: 'prod.03', phase: 'Succeeded', freight: 'f3' },
        collection: { [MAIN]: 'f3' },
        finishedAt: minutesAgo(30),
      },
      ...patch.state,
    },
  });
}

const rollbackOf = (snapshot: StageSnapshot, now = NOW) =>
  only('rollback', decideStage(snapshot, now))[0];

describe('automatic rollback', () => {
  it('brings back what ran well when a promotion fails', () => {
    expect(rollbackOf(failedPromotion())).toEqual({
      type: 'rollback',
      freight: 'f2',
      origin: MAIN,
      failed: { promotion: 'prod.03', freight: 'f3' },
      reason: 'Rolled back by itself: the promotion failed (prod.03)',
    });
    expect(rollbackOf(failedPromotion({ phase: 'Errored' }))).toBeDefined();
  });

  it('brings back what ran well when a verification fails, however long ago the promotion was', () => {
    expect(rollbackOf(failedVerification())).toMatchObject({
      freight: 'f2',
      failed: { promotion: 'prod.03', freight: 'f3' },
      reason: expect.stringContaining('was not verified'),
    });
  });

  it('leaves alone a verification that a person has ended', () => {
    const verification = {
      phase: 'Failed' as const,
      finishedAt: minutesAgo(1),
      abortedBy: { type: 'user' as const, ref: 'user:default/dana' },
    };
    expect(
      rollbackOf(failedVerification({ state: { verification } })),
    ).toBeUndefined();
  });

  it('is off unless the platform’s policy asks for it, and only for what it asks', () => {
    const off = { automaticRollback: undefined };
    expect(rollbackOf(failedPromotion(off))).toBeUndefined();
    const other = (on: 'FailedPromotion' | 'FailedVerification') => ({
      automaticRollback: { on: [on], maxAgeSeconds: 1200 },
    });
    expect(
      rollbackOf(failedPromotion(other('FailedVerification'))),
    ).toBeUndefined();
    expect(
      rollbackOf(failedVerification(other('FailedPromotion'))),
    ).toBeUndefined();
  });

  it('leaves alone what a person has aborted', () => {
    expect(rollbackOf(failedPromotion({ phase: 'Aborted' }))).toBeUndefined();
  });
});

describe('anti-flap: the target is the last stable Freight of the origin', () => {
  it.each<
    [string, StageHistoryEntry[], Partial<StageState>, string | undefined]
  >([
    ['the newest', [ran('prod.02', 'f2'), ran('prod.01', 'f1')], {}, 'f2'],
    [
      'not what was never verified here',
      [ran('prod.02', 'f2', { verified: false }), ran('prod.01', 'f1')],
      {},
      'f1',
    ],
    [
      'not what was itself rolled back from',
      [
        ran('prod.0c', 'f1', { rollback: true }),
        ran('prod.0b', 'f2'),
        ran('prod.0a', 'f1'),
      ],
      {},
      'f1',
    ],
    [
      'not what was rolled away from by itself before',
      [ran('prod.02', 'f2'), ran('prod.01', 'f1')],
      {
        rolledAwayFrom: [
          { origin: MAIN, freight: 'f2', promotion: 'x', at: minutesAgo(60) },
        ],
      },
      'f1',
    ],
    ['not what has just failed', [ran('prod.01', 'f3')], {}, undefined],
    [
      'not what another origin brought',
      [
        ran('prod.02', 'b1', {
          collection: { [MAIN]: 'f1', 'Warehouse/base': 'b1' },
        }),
      ],
      {},
      undefined,
    ],
    ['nothing where nothing ran well', [], {}, undefined],
  ])('%s', (_, history, state, expected) => {
    expect(rollbackOf(failedPromotion({ history, state }))?.freight).toBe(
      expected,
    );
  });

  it('never rejected Freight', () => {
    const rejected = {
      at: minutesAgo(5),
      by: { type: 'user' as const, ref: 'user:default/dana' },
      reason: 'bad',
    };
    const freight = FREIGHT.map(it =>
      it.id === 'f2' ? { ...it, status: { ...it.status, rejected } } : it,
    );
    expect(rollbackOf(failedPromotion({ freight }))?.freight).toBe('f1');
  });
});

describe('anti-flap: it waits until the Stage is settled', () => {
  it.each<PromotionBrief['phase']>(['Pending', 'Running'])(
    'while another promotion is %s',
    phase => {
      const before = failedPromotion();
      const other = aPromotion({ id: 'prod.04', freight: 'f1', phase });
      const snapshot = {
        ...before,
        promotions: [...before.promotions, other],
      };
      expect(rollbackOf(snapshot)).toBeUndefined();
    },
  );

  it('while a verification is under way', () => {
    const state = { verification: { phase: 'Running' as const } };
    expect(rollbackOf(failedVerification({ state }))).toBeUndefined();
  });
});

describe('anti-flap: it ignores failures older than the policy says', () => {
  it.each([
    [20, 'f2'],
    [20.1, undefined],
    [600, undefined],
  ])('%d minutes: %p', (minutes, expected) => {
    expect(rollbackOf(failedPromotion({ minutes }))?.freight).toBe(expected);
  });
});

describe('anti-flap: it never rolls back a rollback', () => {
  it('whether that failed, or what it brought was not verified', () => {
    const failed = { rollback: true };
    expect(rollbackOf(failedPromotion({ failed }))).toBeUndefined();
    const promotions = [
      aPromotion({
        ...failed,
        id: 'prod.03',
        freight: 'f3',
        phase: 'Succeeded',
      }),
    ];
    expect(rollbackOf(failedVerification({ promotions }))).toBeUndefined();
  });

  it('nor comes twice for one failure, also when the first never started', () => {
    const before = failedPromotion();
    const refused = aPromotion({
      ...{ id: 'prod.04', freight: 'f2', phase: 'Failed' as const },
      rollback: true,
    });
    expect(
      rollbackOf({ ...before, promotions: [...before.promotions, refused] }),
    ).toBeUndefined();
  });
});

describe('anti-flap: it holds, so that what failed is not pushed again', () => {
  const newer = [
    ...FREIGHT,
    someFreight({ id: 'f9', createdAt: NOW.toISOString() }),
  ];

  it('promotes nothing of the origin by itself in the same moment', () => {
    const snapshot = failedPromotion({
      promotionPolicies: AUTO,
      freight: newer,
    });
    const decisions = decideStage(snapshot, NOW);
    expect(only('rollback', decisions)).toHaveLength(1);
    expect(only('promote', decisions)).toEqual([]);
  });

  it('promotes nothing while the rollback waits, and none while the hold is there', () => {
    const before = failedPromotion({ promotionPolicies: AUTO, freight: newer });
    const rollback = aPromotion({
      id: 'prod.04',
      freight: 'f2',
      rollback: true,
    });
    const waiting = {
      ...before,
      promotions: [...before.promotions, rollback],
    };
    expect(only('promote', decideStage(waiting, NOW))).toEqual([]);
    const held = {
      ...before,
      automaticRollback: undefined,
      state: { ...before.state, holds: [HOLD] },
    };
    expect(only('promote', decideStage(held, NOW))).toEqual([]);
  });

  it('does not promote by itself what it rolled away from, however the hold went', () => {
    const rolledAwayFrom = [
      { origin: MAIN, freight: 'f3', promotion: 'prod.03', at: minutesAgo(1) },
    ];
    const ran3 = aStageSnapshot({
      stage: aStage(),
      freight: FREIGHT,
      promotionPolicies: AUTO,
      promotions: [
        aPromotion({ id: 'prod.03', freight: 'f3', phase: 'Succeeded' }),
      ],
      state: runs({
        lastPromotion: {
          ...{ id: 'prod.04', phase: 'Succeeded', freight: 'f1' },
          collection: { [MAIN]: 'f1' },
          finishedAt: minutesAgo(1),
        },
      }),
    });
    const promoted = (state: Partial<StageState>) =>
      only(
        'promote',
        decideStage({ ...ran3, state: { ...ran3.state, ...state } }, NOW),
      ).map(it => it.freight);
    expect(promoted({ rolledAwayFrom })).toEqual([]);
    // A person has said so.
    expect(promoted({ rolledAwayFrom: [] })).toEqual(['f3']);
  });
});

it('decides nothing that the platform or the Freight forbids', () => {
  const platformGates = [
    {
      code: 'NotAuthorized' as const,
      message: 'not granted',
      effect: 'refuse' as const,
    },
  ];
  expect(rollbackOf(failedPromotion({ platformGates }))).toBeUndefined();
  expect(
    rollbackOf(failedPromotion({ pipelineState: 'orphaned' })),
  ).toBeUndefined();
});

it('never goes to what failed, what was rejected, or what a rollback was for, whatever happened before', () => {
  const entry = fc
    .record({
      promotion: fc.nat(20).map(n => `prod.${String(n).padStart(2, '0')}`),
      freight: fc.constantFrom('f1', 'f2', 'f3', 'gone'),
      rollback: fc.boolean(),
      verified: fc.boolean(),
    })
    .map(({ promotion, freight, ...rest }) => ran(promotion, freight, rest));
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 8 }),
      fc.boolean(),
      fc.boolean(),
      (history, rollback, verification) => {
        const make = verification ? failedVerification : failedPromotion;
        const decided = rollbackOf(make({ history, failed: { rollback } }));
        const target = decided?.freight;
        const entries = history.filter(it => it.freight === target);
        expect(['f1', 'f2', undefined]).toContain(target);
        expect(target && !entries.some(it => it.verified)).toBeFalsy();
        expect(target && rollback && !verification).toBeFalsy();
      },
    ),
  );
});
