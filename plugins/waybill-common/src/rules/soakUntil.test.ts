import fc from 'fast-check';
import { FreightStatus } from '../model/Freight';
import { soakUntil } from './soakUntil';

const EMPTY: FreightStatus = {
  currentlyIn: {},
  verifiedIn: {},
  approvedFor: {},
};
const SINCE = '2025-06-01T10:00:00.000Z';
const VERIFIED = '2025-06-01T10:20:00.000Z';

describe('soakUntil', () => {
  const here = { currentlyIn: { uat: { since: SINCE } } };
  const verified = (longestSoakSeconds?: number) => ({
    verifiedIn: { uat: { verifiedAt: VERIFIED, longestSoakSeconds } },
  });

  it.each<[string, Partial<FreightStatus>, string | undefined]>([
    ['nothing before it is verified', here, undefined],
    [
      'the end of the stay it is in',
      { ...here, ...verified() },
      '2025-06-01T11:00:00.000Z',
    ],
    ['past after a stay that was long enough', verified(3600), VERIFIED],
    ['nothing after a stay that was too short', verified(3599), undefined],
    [
      'the end of the new stay, not less for an earlier one',
      { ...here, ...verified(3599) },
      '2025-06-01T11:00:00.000Z',
    ],
  ])('is %s', (_, status, expected) => {
    expect(soakUntil({ ...EMPTY, ...status }, 'uat', 3600)?.toISOString()).toBe(
      expected,
    );
  });

  it('is later the longer the soak', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (a, b) => {
        const status = { ...EMPTY, ...here, ...verified() };
        const [short, long] = [Math.min(a, b), Math.max(a, b)].map(
          seconds => soakUntil(status, 'uat', seconds)!,
        );
        expect(short.getTime()).toBeLessThanOrEqual(
          Math.max(long.getTime(), Date.parse(VERIFIED)),
        );
      }),
    );
  });
});
