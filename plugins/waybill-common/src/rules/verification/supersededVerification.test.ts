import { StageState } from '../../model/StageState';
import { supersededVerification } from './supersededVerification';

const NOW = new Date('2025-06-01T12:00:00Z');
const before = (
  patch: Partial<StageState> = {},
): Parameters<typeof supersededVerification>[0] => ({
  current: [
    { origin: 'Warehouse/main', freight: 'f1', since: '', promotion: 'p1' },
  ],
  verification: { phase: 'Pending' },
  lastPromotion: {
    id: 'p1',
    phase: 'Succeeded',
    freight: 'f1',
    collection: {},
    finishedAt: '2025-06-01T11:00:00Z',
  },
  ...patch,
});
const superseded = (
  state: ReturnType<typeof before>,
  phase: 'Succeeded' | 'Failed' | 'Aborted' = 'Failed',
) => supersededVerification(state, { id: 'p2', phase }, NOW);

describe('supersededVerification', () => {
  it('ends one that waited for health, by the name of what it was to verify', () => {
    expect(superseded(before())).toEqual({
      id: 'p1',
      phase: 'Aborted',
      finishedAt: NOW.toISOString(),
      message:
        'Superseded by p2, which failed before what ran was verified; roll back to what runs, or promote it again, to have it verified',
    });
    expect(superseded(before(), 'Succeeded')?.message).toBe(
      'Superseded by p2, which succeeded before what ran was verified',
    );
  });

  it('keeps what is known of one that has begun', () => {
    const analysisRun = { namespace: 'app', name: 'p1.2' };
    expect(
      superseded(
        before({ verification: { id: 'p1.2', phase: 'Running', analysisRun } }),
        'Aborted',
      ),
    ).toMatchObject({ id: 'p1.2', phase: 'Aborted', analysisRun });
  });

  it('ends one that was successful, and whose Freight never got the mark', () => {
    const verification = {
      id: 'p1',
      phase: 'Successful' as const,
      finishedAt: '2025-06-01T11:30:00Z',
    };
    expect(
      superseded(before({ verification: { ...verification, marked: false } })),
    ).toEqual({
      id: 'p1',
      phase: 'Aborted',
      finishedAt: NOW.toISOString(),
      message: expect.stringContaining('Superseded by p2, which failed'),
    });
    expect(superseded(before({ verification }))).toBeUndefined();
  });

  it.each<[string, Partial<StageState>]>([
    ['none', { verification: null }],
    ['one that is over', { verification: { phase: 'Failed' } }],
    ['one of a Stage that has run nothing', { current: [] }],
    [
      'one that the Promotion before has ended already',
      {
        lastPromotion: { ...before().lastPromotion!, phase: 'Failed' },
      },
    ],
    ['one of nobody knows what', { lastPromotion: undefined }],
  ])('leaves %s alone', (_, patch) => {
    expect(superseded(before(patch))).toBeUndefined();
  });
});
