import { FailedVerification } from '../model/Freight';
import { notVerifiedGate } from './notVerifiedGate';

const failed = (
  at: string,
  rest: Partial<FailedVerification> = {},
): FailedVerification => ({ phase: 'Failed', at, ...rest });

describe('notVerifiedGate', () => {
  it.each<
    [
      string,
      string[],
      Record<string, FailedVerification>,
      { message: string; since?: string },
    ]
  >([
    [
      'what may still come',
      ['test', 'uat'],
      {},
      { message: 'not yet verified in test or uat' },
    ],
    [
      'what failed, and how',
      ['test'],
      {
        test: failed('2025-06-01T12:00:00Z', { message: 'smoke: 3 of\n4' }),
        other: failed('2025-06-01T13:00:00Z'),
      },
      {
        message:
          'not verified in test; its verification failed there (smoke: 3 of 4)',
        since: '2025-06-01T12:00:00Z',
      },
    ],
    [
      'where of several, and the newest moment',
      ['test', 'uat', 'eu'],
      {
        test: failed('2025-06-01T12:00:00Z', { phase: 'Error' }),
        uat: failed('2025-06-01T11:00:00Z', { phase: 'Inconclusive' }),
      },
      {
        message:
          'not yet verified in test, uat or eu; its verification could not run in test; its verification was inconclusive in uat',
        since: '2025-06-01T12:00:00Z',
      },
    ],
  ])('says %s', (_, missing, failedIn, expected) => {
    expect(notVerifiedGate(missing, 'or', { failedIn })).toEqual({
      code: 'NotVerifiedUpstream',
      effect: 'refuse',
      ...expected,
    });
  });

  it('cuts what is long', () => {
    const { message } = notVerifiedGate(['test'], 'or', {
      failedIn: {
        test: failed('2025-06-01T12:00:00Z', { message: 'x'.repeat(5000) }),
      },
    });
    expect(message.length).toBeLessThan(300);
    expect(message).toMatch(/x…\)$/);
  });
});
