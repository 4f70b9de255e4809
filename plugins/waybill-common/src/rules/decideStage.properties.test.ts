import fc from 'fast-check';
import { FreightWithStatus } from '../model/Freight';
import { PromotionPhase } from '../model/Promotion';
import { PromotionBrief, StageSnapshot } from '../model/StageSnapshot';
import {
  aPromotion,
  aRequest,
  aStage,
  aStageSnapshot,
  someFreight,
} from '../__testUtils__/aStageSnapshot';
import { decideStage } from './decideStage';
import { freightGates } from './freightGates';

const NOW = new Date('2025-06-01T12:00:00Z');
const moment = fc
  .integer({ min: -7200, max: 600 })
  .map(seconds => new Date(NOW.getTime() + seconds * 1000).toISOString());
const stageName = fc.constantFrom('dev', 'uat', 'prod');
const id = fc.constantFrom('f1', 'f2', 'f3', 'f4');

const freight: fc.Arbitrary<FreightWithStatus> = fc
  .record({
    id,
    warehouse: fc.constantFrom('main', 'other'),
    createdAt: moment,
    currentlyIn: fc.dictionary(stageName, fc.record({ since: moment })),
    verifiedIn: fc.dictionary(
      stageName,
      fc.record(
        { verifiedAt: moment, longestSoakSeconds: fc.nat(7200) },
        { requiredKeys: ['verifiedAt'] },
      ),
    ),
    approved: fc.boolean(),
  })
  .map(({ currentlyIn, verifiedIn, approved, ...rest }) =>
    someFreight({
      ...rest,
      status: {
        currentlyIn,
        verifiedIn,
        approvedFor: approved
          ? {
              prod: {
                approvedAt: NOW.toISOString(),
                by: { type: 'user', ref: 'user:default/dana' },
              },
            }
          : {},
      },
    }),
  );

const promotion: fc.Arbitrary<PromotionBrief> = fc
  .record({
    id: fc.nat(99).map(n => `prod.${String(n).padStart(2, '0')}`),
    freight: id,
    phase: fc.constantFrom<PromotionPhase>(
      'Pending',
      'Pending',
      'Running',
      'Succeeded',
      'Failed',
      'Aborted',
    ),
    rollback: fc.boolean(),
    abortRequested: fc.boolean(),
  })
  .map(it => aPromotion(it));

function onlyOneRuns(promotions: PromotionBrief[]): PromotionBrief[] {
  const first = promotions.findIndex(it => it.phase === 'Running');
  return promotions.map((it, index) =>
    it.phase === 'Running' && index !== first
      ? { ...it, phase: 'Succeeded' }
      : it,
  );
}

const request = fc
  .record({
    direct: fc.boolean(),
    stages: fc.uniqueArray(fc.constantFrom('dev', 'uat')),
    requiredSoakSeconds: fc.nat(3600),
    availabilityStrategy: fc.constantFrom<'OneOf' | 'All'>('OneOf', 'All'),
    selectionPolicy: fc.constantFrom<'NewestFreight' | 'MatchUpstream'>(
      'NewestFreight',
      'MatchUpstream',
    ),
  })
  .map(sources => aRequest(sources));

const snapshot: fc.Arbitrary<StageSnapshot> = fc
  .record({
    freight: fc.uniqueArray(freight, { selector: it => it.id }),
    promotions: fc
      .uniqueArray(promotion, { selector: it => it.id })
      .map(onlyOneRuns),
    requestedFreight: fc.array(request, { minLength: 1, maxLength: 1 }),
    controlFlow: fc.boolean(),
    auto: fc.boolean(),
    pipelineState: fc.constantFrom<StageSnapshot['pipelineState']>(
      'ok',
      'ok',
      'invalid',
      'orphaned',
    ),
    current: fc.option(id),
    verified: fc.boolean(),
  })
  .map(({ requestedFreight, controlFlow, auto, current, verified, ...rest }) =>
    aStageSnapshot({
      ...rest,
      stage: aStage({
        requestedFreight,
        ...(controlFlow ? { steps: [] } : {}),
      }),
      promotionPolicies: [{ stageSelector: {}, autoPromotionEnabled: auto }],
      state: current
        ? {
            current: [
              {
                origin: 'Warehouse/main',
                freight: current,
                since: '2025-06-01T11:00:00Z',
                promotion: 'prod.00',
              },
            ],
            verification: verified ? { phase: 'Successful' } : null,
            lastPromotion: {
              id: 'prod.00',
              phase: 'Succeeded',
              freight: current,
              collection: { 'Warehouse/main': current },
              finishedAt: '2025-06-01T11:00:00Z',
            },
          }
        : {},
    }),
  );

function always(check: (given: StageSnapshot) => void) {
  fc.assert(fc.property(snapshot, check), { numRuns: 400 });
}

describe('decideStage, always', () => {
  it('starts at most one Promotion, and none while one runs', () => {
    always(given => {
      const running = given.promotions.filter(it => it.phase === 'Running');
      const starts = decideStage(given, NOW).filter(it => it.type === 'start');
      expect(starts.length).toBeLessThanOrEqual(running.length > 0 ? 0 : 1);
    });
  });

  it('decides on every waiting Promotion once', () => {
    always(given => {
      const decided = decideStage(given, NOW).flatMap(it =>
        'promotion' in it ? it.promotion : [],
      );
      const waiting = given.promotions
        .filter(it => it.phase === 'Pending' && !it.abortRequested)
        .map(it => it.id);
      expect(decided).toEqual(waiting.sort());
    });
  });

  it('starts only what has no gate, and what has none for the longest', () => {
    always(given => {
      const open = given.promotions
        .filter(it => it.phase === 'Pending' && !it.abortRequested)
        .filter(
          ({ id: promotionId, freight: freightId, rollback }) =>
            freightGates(given, freightId, NOW, {
              promotion: promotionId,
              rollback,
            }).length === 0,
        );
      const starts = decideStage(given, NOW).flatMap(it =>
        it.type === 'start' ? it.promotion : [],
      );
      expect(starts).toEqual(open.map(it => it.id));
    });
  });

  it('lets nothing new happen to a pipeline that cannot be relied on', () => {
    always(given => {
      const types = decideStage(
        { ...given, pipelineState: 'orphaned' },
        NOW,
      ).map(it => it.type);
      expect(types).not.toContain('start');
      expect(types).not.toContain('promote');
      expect(types).not.toContain('pass');
      expect(types).not.toContain('clearHold');
    });
  });

  it('sends no empty list, and looks again in the future only', () => {
    always(given => {
      const decisions = decideStage(given, NOW);
      const lists = decisions.flatMap(it => [
        ...('gates' in it ? [it.gates] : []),
        ...('freight' in it ? [it.freight] : []),
      ]);
      expect(lists.filter(list => list.length === 0)).toEqual([]);
      const moments = decisions.flatMap(it =>
        it.type === 'lookAgain' ? Date.parse(it.at) : [],
      );
      expect(moments.filter(at => at <= NOW.getTime())).toEqual([]);
    });
  });

  it('decides the same before the moment it wants to look again, but for words', () => {
    const shape = (given: StageSnapshot, now: Date) =>
      decideStage(given, now).map(it => ({
        ...it,
        ...('gates' in it && {
          gates: it.gates.map(gate => [gate.code, gate.until]),
        }),
        // When it was decided stands in it.
        ...('verification' in it && { verification: it.verification.phase }),
      }));
    always(given => {
      const next = decideStage(given, NOW).find(it => it.type === 'lookAgain');
      const until = next?.type === 'lookAgain' ? next.at : '2035-01-01';
      const justBefore = new Date(Date.parse(until) - 1);
      expect(shape(given, justBefore)).toEqual(shape(given, NOW));
    });
  });

  it('does not depend on the order in which things are given', () => {
    always(given => {
      const turned = {
        ...given,
        freight: [...given.freight].reverse(),
        promotions: [...given.promotions].reverse(),
      };
      expect(decideStage(turned, NOW)).toEqual(decideStage(given, NOW));
    });
  });
});
