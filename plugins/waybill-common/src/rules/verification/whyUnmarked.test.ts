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
const state = (patch: Partial<StageState>): StageState => ({
  ...aStageSnapshot().state,
  ...runs({
    lastPromotion: lastPromotion('Succeeded'),
    verification: { id: 'p1', phase: 'Successful', marked: false },
    healthChecks: [{ uses: 'argocd-update', config: {} }],
    health: { status: 'Progressing', issues: [] },
    healthAt: '2025-06-01T11:30:00Z',
    ...patch,
  }),
  stage: 'uat',
});

describe('whyUnmarked', () => {
  it('waits for health, or for nothing any more', () => {
    expect(whyUnmarked(state({}), false)).toBe(
      'Its Freight may go on once uat is Healthy; it is Progressing',
    );
    const healthAt = '2025-06-01T10:30:00Z';
    expect(whyUnmarked(state({ healthAt }), false)).toMatch(/it is Unknown$/);
    expect(whyUnmarked(state({}), true)).toBe(
      'A promotion is running in uat; what it brings will be verified',
    );
    expect(
      whyUnmarked(state({ lastPromotion: lastPromotion('Failed') }), false),
    ).toMatch(/^A promotion that did not succeed came before uat was Healthy/);
  });

  it('has nothing to say of what has its mark, or of no verification', () => {
    const verification = { id: 'p1', phase: 'Successful' as const };
    expect(whyUnmarked(state({ verification }), false)).toBeUndefined();
    expect(whyUnmarked(state({ verification: null }), false)).toBeUndefined();
  });
});
