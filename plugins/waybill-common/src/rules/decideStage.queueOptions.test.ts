import fc from 'fast-check';
import {
  aRequest,
  aStage,
  aStageSnapshot,
} from '../__testUtils__/aStageSnapshot';
import {
  AFTER_UAT,
  decide,
  F1,
  F2,
  NOW,
  only,
  pending,
  runs,
  soaking,
} from '../__testUtils__/decisions';
import { PromotionBrief, StageSnapshot } from '../model/StageSnapshot';
import { compareText } from './compareText';
import { decideStage } from './decideStage';
import { freightGates } from './freightGates';
import { ownGates } from './ownGates';

const NEWEST = aStage({ queue: { order: 'NewestWins', lockGroups: [] } });
const LOCKED = aStage({ queue: { order: 'InOrder', lockGroups: ['eu'] } });
const HELD = [{ group: 'eu', promotion: 'other.07', stage: 'other' }];

describe('a Stage on which the newest promotion wins', () => {
  it('starts the newest of those that wait, and ends those before it', () => {
    expect(
      decide({
        stage: NEWEST,
        promotions: [
          pending('prod.01', { freight: 'f1' }),
          pending('prod.03'),
          pending('prod.02', { freight: 'f1' }),
        ],
      }),
    ).toEqual([
      { type: 'supersede', promotion: 'prod.01', by: 'prod.03' },
      { type: 'supersede', promotion: 'prod.02', by: 'prod.03' },
      expect.objectContaining({ type: 'start', promotion: 'prod.03' }),
    ]);
  });

  it('lets what runs go on, and keeps of those that wait the newest', () => {
    const decisions = decide({
      stage: NEWEST,
      promotions: [
        pending('prod.01', { phase: 'Running' }),
        pending('prod.02'),
        pending('prod.03'),
      ],
    });
    expect(decisions).toMatchObject([
      { type: 'supersede', promotion: 'prod.02', by: 'prod.03' },
      {
        type: 'wait',
        promotion: 'prod.03',
        gates: [{ code: 'PromotionRunning' }],
      },
    ]);
  });

  it('is not overtaken by one that waits for something of its own', () => {
    const decisions = decide({
      stage: { ...NEWEST, requestedFreight: [AFTER_UAT] },
      freight: [soaking('f1', 40), soaking('f2', 20)],
      promotions: [pending('prod.01', { freight: 'f1' }), pending('prod.02')],
    });
    expect(only('supersede', decisions)).toEqual([]);
    expect(only('start', decisions)).toMatchObject([{ promotion: 'prod.01' }]);
    expect(only('wait', decisions)).toMatchObject([{ promotion: 'prod.02' }]);
  });

  it('lets each origin have its own', () => {
    const base = { ...F1, id: 'b1', warehouse: 'base' };
    const decisions = decide({
      stage: {
        ...NEWEST,
        requestedFreight: [
          aRequest({ direct: true }),
          aRequest({ direct: true }, 'base'),
        ],
      },
      freight: [F1, F2, base],
      promotions: [
        pending('prod.01', { freight: 'b1', origin: 'Warehouse/base' }),
        pending('prod.02'),
      ],
    });
    expect(only('supersede', decisions)).toEqual([]);
    expect(only('start', decisions)).toMatchObject([{ promotion: 'prod.01' }]);
  });

  it('is told to a new one: it waits for none that it would overtake', () => {
    const snapshot = aStageSnapshot({
      freight: [F1, F2],
      promotions: [pending('prod.01', { freight: 'f1' })],
    });
    expect(freightGates(snapshot, 'f2', NOW)).toMatchObject([
      {
        code: 'PromotionRunning',
        message: expect.stringMatching(/comes first/),
      },
    ]);
    expect(freightGates({ ...snapshot, stage: NEWEST }, 'f2', NOW)).toEqual([]);
  });

  it('leaves of each origin at most one that could start, never the older one, and ends none but for a newer one', () => {
    const brief = fc
      .record({
        id: fc.nat(30).map(n => `prod.${String(n).padStart(2, '0')}`),
        freight: fc.constantFrom('f1', 'f2', 'unknown'),
        origin: fc.constantFrom('Warehouse/main', 'Warehouse/base'),
        phase: fc.constantFrom<PromotionBrief['phase']>('Pending', 'Succeeded'),
        abortRequested: fc.boolean(),
      })
      .map(it => pending(it.id, it));
    fc.assert(
      fc.property(
        fc.uniqueArray(brief, { maxLength: 8, selector: it => it.id }),
        promotions => {
          const snapshot: StageSnapshot = aStageSnapshot({
            stage: NEWEST,
            freight: [F1, F2],
            promotions,
          });
          const ended = only('supersede', decideStage(snapshot, NOW));
          const byId = new Map(promotions.map(it => [it.id, it]));
          for (const { promotion, by } of ended) {
            const [old, newer] = [byId.get(promotion)!, byId.get(by)!];
            expect(compareText(newer.id, old.id)).toBeGreaterThan(0);
            expect(newer).toMatchObject({
              phase: 'Pending',
              origin: old.origin,
            });
            expect(ownGates(snapshot, newer.freight, NOW, newer)).toEqual([]);
          }
          const left = promotions.filter(
            it =>
              it.phase === 'Pending' &&
              !it.abortRequested &&
              !ended.some(({ promotion }) => promotion === it.id) &&
              ownGates(snapshot, it.freight, NOW, it).length === 0,
          );
          const origins = left.map(it => it.origin);
          expect(new Set(origins).size).toBe(origins.length);
        },
      ),
    );
  });
});

describe('a Stage that shares a lock with others', () => {
  it('waits while a promotion in another one has it, and says which', () => {
    const decisions = decide({
      stage: LOCKED,
      heldLocks: HELD,
      promotions: [pending('prod.01')],
    });
    expect(only('wait', decisions)).toEqual([
      {
        type: 'wait',
        promotion: 'prod.01',
        gates: [
          {
            code: 'LockHeld',
            effect: 'wait',
            message: 'a promotion in other has the lock "eu"',
          },
        ],
      },
    ]);
    expect(only('start', decisions)).toEqual([]);
  });

  it('starts when nobody has it, and does not wait for itself', () => {
    const promotions = [pending('prod.01')];
    expect(only('start', decide({ stage: LOCKED, promotions }))).toHaveLength(
      1,
    );
    const own = [{ group: 'eu', promotion: 'prod.01', stage: 'prod' }];
    expect(
      freightGates(
        aStageSnapshot({
          stage: LOCKED,
          freight: [F1, F2],
          heldLocks: own,
          promotions: [pending('prod.01', { phase: 'Running' })],
        }),
        'f2',
        NOW,
        { promotion: 'prod.01' },
      ),
    ).toEqual([]);
  });

  it('does not keep Freight from being verified, or the queue from being told', () => {
    const decisions = decide({
      stage: LOCKED,
      heldLocks: HELD,
      state: runs({ verification: { phase: 'Pending' } }),
    });
    expect(only('verify', decisions)).toHaveLength(1);
  });
});
