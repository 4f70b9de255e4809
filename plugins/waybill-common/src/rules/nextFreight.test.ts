import {
  aRequest,
  aStage,
  aStageSnapshot,
  someFreight,
} from '../__testUtils__/aStageSnapshot';
import { autoPromotionIntent } from './autoPromotionIntent';
import { nextFreight } from './nextFreight';

const NOW = new Date('2025-06-01T12:00:00Z');
const AT = '2025-06-01T11:00:00Z';
const ENABLED = [{ stageSelector: {}, autoPromotionEnabled: true }];
const BY = { type: 'user', ref: 'user:default/dana' } as const;

const freightAt = (id: string, hour: number, warehouse = 'main') =>
  someFreight({ id, warehouse, createdAt: `2025-06-01T${hour}:00:00Z` });
const FREIGHT = [freightAt('f1', 10), freightAt('f3', 12), freightAt('f2', 11)];
const running = (freight: string, origin = 'Warehouse/main') => ({
  current: [{ origin, freight, since: AT, promotion: 'p' }],
  verification: { phase: 'Successful' as const },
});

describe('nextFreight', () => {
  it('is the newest above what runs, with the reasons why it may not enter yet', () => {
    const snapshot = aStageSnapshot({
      stage: aStage({ requestedFreight: [aRequest({ stages: ['uat'] })] }),
      freight: FREIGHT,
      state: running('f1'),
    });
    expect(nextFreight(snapshot, NOW)).toEqual({
      freight: 'f3',
      gates: [
        {
          code: 'NotVerifiedUpstream',
          effect: 'refuse',
          message: 'not yet verified in uat',
        },
      ],
    });
  });

  it('is the newest of all where nothing runs', () => {
    const snapshot = aStageSnapshot({ freight: FREIGHT });
    expect(nextFreight(snapshot, NOW)).toEqual({ freight: 'f3', gates: [] });
  });

  it('is nothing where the newest runs, where nothing was found, and in a control-flow Stage', () => {
    expect(
      nextFreight(
        aStageSnapshot({ freight: FREIGHT, state: running('f3') }),
        NOW,
      ),
    ).toBeUndefined();
    expect(nextFreight(aStageSnapshot(), NOW)).toBeUndefined();
    expect(
      nextFreight(
        aStageSnapshot({ freight: FREIGHT, stage: aStage({ steps: [] }) }),
        NOW,
      ),
    ).toBeUndefined();
  });

  it('is not what was rejected', () => {
    const rejected = freightAt('f4', 13);
    rejected.status.rejected = { at: AT, by: BY, reason: 'leaks' };
    const snapshot = aStageSnapshot({ freight: [...FREIGHT, rejected] });
    expect(nextFreight(snapshot, NOW)?.freight).toBe('f3');
  });

  it('compares each origin with what runs of it', () => {
    const snapshot = aStageSnapshot({
      stage: aStage({
        requestedFreight: [
          aRequest({ direct: true }),
          aRequest({ direct: true }, 'other'),
        ],
      }),
      freight: [freightAt('f3', 12), freightAt('x1', 10, 'other')],
      state: running('f3'),
    });
    expect(nextFreight(snapshot, NOW)?.freight).toBe('x1');
  });

  it('with MatchUpstream is what upstream went back to', () => {
    const older = freightAt('f1', 10);
    older.status.verifiedIn.uat = { verifiedAt: AT };
    const snapshot = aStageSnapshot({
      stage: aStage({
        requestedFreight: [
          aRequest({ stages: ['uat'], selectionPolicy: 'MatchUpstream' }),
        ],
      }),
      freight: [older, freightAt('f2', 11)],
      upstream: { uat: running('f1').current },
      state: running('f2'),
    });
    expect(nextFreight(snapshot, NOW)?.freight).toBe('f1');
  });
});

describe('autoPromotionIntent', () => {
  const snapshot = aStageSnapshot({
    freight: FREIGHT,
    promotionPolicies: ENABLED,
  });

  it('holds at anything but the candidate, lets the candidate go on, and holds a rollback', () => {
    expect(autoPromotionIntent(snapshot, 'f2', NOW)).toBe('hold');
    expect(autoPromotionIntent(snapshot, 'f3', NOW)).toBe('resume');
    expect(autoPromotionIntent(snapshot, 'f3', NOW, { rollback: true })).toBe(
      'hold',
    );
  });

  it('says nothing where the Stage does not promote by itself', () => {
    const off = { ...snapshot, autoPromotionAllowed: false };
    expect(autoPromotionIntent(off, 'f2', NOW)).toBeUndefined();
    expect(autoPromotionIntent(snapshot, 'unknown', NOW)).toBeUndefined();
  });
});
