import {
  aRequest,
  aStage,
  aStageSnapshot,
} from '../__testUtils__/aStageSnapshot';
import {
  AFTER_UAT,
  AUTO,
  EARLIER,
  F1,
  F2,
  HOLD,
  LATER,
  MAIN,
  NOW,
  decide,
  only,
  pending,
  runs,
  soaking,
} from '../__testUtils__/decisions';

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
    ['the pipeline is orphaned', { pipelineState: 'orphaned' }],
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
      'a rollback was refused, and its hold was lifted since',
      {
        promotions: [
          pending('prod.01', {
            freight: 'f1',
            rollback: true,
            phase: 'Errored',
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
