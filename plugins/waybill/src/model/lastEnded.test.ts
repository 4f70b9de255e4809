import { PromotionSummary } from '@waybill/backstage-plugin-waybill-common';
import { makePromotion, makeStage } from '../__testUtils__/makers';
import { lastEnded } from './lastEnded';

const failed = makePromotion('prod', '2.0.0', '2025-11-20T10:00:00Z', {
  phase: 'Failed',
  message: 'no such Application',
});
const lastPromotion = {
  id: failed.id,
  phase: 'Failed' as const,
  freight: failed.freight,
  finishedAt: failed.finishedAt!,
};
const prod = makeStage('prod', { lastPromotion });
const later = (
  phase: PromotionSummary['phase'],
  rest: Partial<PromotionSummary>,
) => makePromotion('prod', '3.0.0', '2025-11-20T12:00:00Z', { phase, ...rest });
const unfinished = { finishedAt: null };
const unstarted = { startedAt: null };

describe('lastEnded', () => {
  it('knows of one that the pipeline lists no more', () => {
    const elsewhere = makePromotion('test', '3.0.0', '2025-11-20T12:00:00Z');
    expect(lastEnded(prod, [elsewhere])).toEqual({
      ...lastPromotion,
      message: null,
    });
  });

  it.each([
    ['one that is called off before it starts', later('Aborted', unstarted)],
    ['one that waits', later('Pending', { ...unfinished, ...unstarted })],
  ])('is not changed by %s', (_, promotion) => {
    expect(lastEnded(prod, [promotion, failed])).toMatchObject({
      id: failed.id,
      message: 'no such Application',
    });
  });

  it('is one that failed before it could start', () => {
    const errored = later('Errored', unstarted);
    expect(lastEnded(prod, [errored, failed])?.id).toBe(errored.id);
  });

  it('is none while one runs', () => {
    expect(
      lastEnded(prod, [later('Running', unfinished), failed]),
    ).toBeUndefined();
    const promotions = { running: 'prod.2', waiting: [] };
    expect(lastEnded({ ...prod, promotions }, [failed])).toBeUndefined();
  });

  it('is none where none has ended', () => {
    expect(lastEnded(makeStage('prod'), [])).toBeUndefined();
  });
});
