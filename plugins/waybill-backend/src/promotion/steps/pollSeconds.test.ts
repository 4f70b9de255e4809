import fc from 'fast-check';
import { pollSeconds } from './pollSeconds';

const MINUTE = 60;
const HOUR = 3600;

describe('pollSeconds', () => {
  it.each([
    [0, 15],
    [10 * MINUTE, 15],
    [20 * MINUTE, 30],
    [HOUR, 90],
    [3 * HOUR, 270],
    [4 * HOUR, 300],
    [72 * HOUR, 300],
  ])('after %d s looks again in %d s', (waitedSeconds, seconds) => {
    expect(pollSeconds({ waitedSeconds })).toBe(seconds);
  });

  it.each([
    [30, 30],
    [1, 10],
    [600, 600],
  ])('every %d s, if somebody says so, looks every %d s', (every, seconds) => {
    for (const waitedSeconds of [0, HOUR, 72 * HOUR]) {
      expect(pollSeconds({ waitedSeconds, every })).toBe(seconds);
    }
  });

  it('asks no host before it may be asked', () => {
    expect(pollSeconds({ waitedSeconds: 0, notBefore: 60 })).toBe(60);
    expect(pollSeconds({ waitedSeconds: HOUR, notBefore: 60 })).toBe(90);
    expect(pollSeconds({ waitedSeconds: 0, every: 20, notBefore: 1800 })).toBe(
      1800,
    );
  });

  it('looks ever less often, and notices after at most a fortieth of the time it took, or in 15 s', () => {
    const seconds = fc.integer({ min: 0, max: 30 * 24 * HOUR });
    fc.assert(
      fc.property(seconds, seconds, (one, other) => {
        const [early, late] = [one, other].sort((a, b) => a - b);
        const wait = pollSeconds({ waitedSeconds: late });
        expect(wait).toBeGreaterThanOrEqual(
          pollSeconds({ waitedSeconds: early }),
        );
        expect(wait).toBeLessThanOrEqual(Math.max(15, late / 40 + 0.5));
      }),
    );
  });
});
