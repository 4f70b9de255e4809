import { StageState } from '../../model/StageState';
import { aStageSnapshot } from '../../__testUtils__/aStageSnapshot';
import { runs } from '../../__testUtils__/decisions';
import { whyUnmarked } from './whyUnmarked';

const lastPromotion = (phase: 'Succeeded' | 'Failed') => ({
  id: 'p1',
  phase,
  freight: 'f1',
  collection: {},
  finishedAt: '2025-06-01T11:00:00Z',
});
const state = (
  patch: Partial<StageState>,
): Parameters<typeof whyUnmarked>[0] => ({
  ...aStageSnapshot().state,
  ...runs({
    lastPromotion: lastPromotion('Succeeded'),
    verification: { id: 'p1', phase: 'Successful', marked: false },
    health: { status: 'Progressing', issues: [] },
    ...patch,
  }),
  stage: 'uat',
});

describe('whyUnmarked', () => {
  it('waits for health, or for nothing any more', () => {
    expect(whyUnmarked(state({}))).toBe(
      'Its Freight may go on once uat is Healthy; it is Progressing',
    );
    expect(
      whyUnmarked(state({ lastPromotion: lastPromotion('Failed') })),
    ).toMatch(/^A promotion that did not succeed came before uat was Healthy/);
  });

  it('has nothing to say of what has its mark, or of no verification', () => {
    const verification = { id: 'p1', phase: 'Successful' as const };
    expect(whyUnmarked(state({ verification }))).toBeUndefined();
    expect(whyUnmarked(state({ verification: null }))).toBeUndefined();
  });
});
