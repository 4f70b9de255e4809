import { DateTime } from 'luxon';
import { formatGoTime, parseGoTime } from './goTimeLayout';

const parse = (text: string, layout: string) =>
  parseGoTime(text, layout, 'UTC').toISO();

describe('parseGoTime', () => {
  it.each([
    ['2024-03-05 16:07:08 +0000 UTC', '2006-01-02 15:04:05 -0700 MST'],
    ['5 March 24, 4:07:08 PM', '2 January 06, 3:04:05 PM'],
    ['2024-065T16:07:08Z', '2006-002T15:04:05Z07:00'],
    ["the 5th o' March '24, 16h07m08", "the 2th o' January '06, 15h04m05"],
  ])('reads %s by %s', (text, layout) => {
    expect(parse(text, layout)).toBe('2024-03-05T16:07:08.000Z');
  });

  // With enough of them, one reading would take longer than anybody waits; so few of them show what is let through.
  it.each([
    ['hours and minutes', '1111x', '3434', '3'],
    ['years of two digits', '11x', '0606', '06'],
    ['fractions', '1.1.1x', '5.000.000', '.000'],
    ['offsets', '+1+1x', '-07-07', '-07'],
    ['names of zones', 'UTCUTC', 'MSTMST', 'MST'],
  ])('refuses %s without end', (_, text, layout, twice) => {
    expect(() => parse(text, layout)).toThrow(
      `has each part of it once, found "${twice}" twice in "${layout}"`,
    );
  });

  it('takes no part of a time out of what stands for itself', () => {
    expect(() => parse("'11", "'hh")).toThrow(/is not a time written like/);
  });

  it('refuses a layout that is longer than any', () => {
    expect(() => parse('x', '-'.repeat(201))).toThrow(
      /has at most 200 characters, found 201: "-+…"/,
    );
  });
});

describe('formatGoTime', () => {
  const time = DateTime.fromISO('2024-03-05T16:07:08.09Z', { zone: 'UTC' });

  it('writes one part as often as it is asked', () => {
    expect(formatGoTime(time, "2 Jan '06 (02.01.) 15:04:05.000 .999")).toBe(
      "5 Mar '24 (05.03.) 16:07:08.090 .09",
    );
  });

  it('writes nothing by a layout that is longer than any', () => {
    expect(() => formatGoTime(time, '1'.repeat(201))).toThrow(
      /has at most 200 characters/,
    );
  });
});
