import { InputError } from '@backstage/errors';
import fc from 'fast-check';
import { formatDuration } from './formatDuration';
import { parseDuration } from './parseDuration';

describe('parseDuration', () => {
  it.each([
    ['30m', 1800],
    ['1h30m', 5400],
    ['1.5h', 5400],
    ['5m0s', 300],
    ['250ms', 0.25],
    ['.5s', 0.5],
    ['1m1m', 120],
    ['0', 0],
    ['+1s', 1],
  ])('reads %s as %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toBeCloseTo(seconds, 9);
  });

  it.each(['', '1', 'm', '1d', '-1h', '1h ', ' 1h', '1h30', '1e3s', '1..5s'])(
    'refuses %j',
    text => {
      expect(() => parseDuration(text)).toThrow(InputError);
      expect(() => parseDuration(text)).toThrow(`found "${text}"`);
    },
  );

  it('adds up its terms', () => {
    const amount = fc.nat(10_000);
    fc.assert(
      fc.property(amount, amount, amount, (h, m, s) => {
        expect(parseDuration(`${h}h${m}m${s}s`)).toBe(h * 3600 + m * 60 + s);
      }),
    );
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [0.2, '1 s'],
    [45, '45 s'],
    [60, '1 min'],
    [90, '90 s'],
    [120, '2 min'],
    [13 * 60 + 1, '14 min'],
    [59 * 60 + 1, '1 h'],
    [3600, '1 h'],
    [2 * 3600 + 5 * 60, '2 h 5 min'],
    [24 * 3600, '24 h'],
    [47 * 3600 + 59 * 60 + 30, '2 d'],
    [76 * 3600, '3 d 4 h'],
    [-5, '0 s'],
  ])('writes %d s as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
