import { aRequest, aStage } from '../__testUtils__/aStageSnapshot';
import {
  AFTER_UAT,
  AUTO,
  EARLIER,
  HOLD,
  LATER,
  MAIN,
  decide,
  only,
  pending,
  runs,
  soaking,
} from '../__testUtils__/decisions';

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

  it('starts nothing while the pipeline is orphaned, and forgets no hold', () => {
    expect(
      decide({
        pipelineState: 'orphaned',
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
