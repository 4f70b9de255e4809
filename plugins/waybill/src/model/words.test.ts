import { englishT } from '../__testUtils__/englishT';
import {
  DAY,
  HOUR,
  makeFreight,
  MINUTE,
  SECOND,
} from '../__testUtils__/makers';
import { guestbook } from '../__testUtils__/guestbook';
import { storefront } from '../__testUtils__/storefront';
import { actorName } from './actorName';
import { explainError } from './explainError';
import { formatAgo } from './formatAgo';
import { formatDuration } from './formatDuration';
import { freightVersion } from './freightVersion';
import { soakOf } from './soakOf';
import { stageColor } from './stageColor';

const t = englishT();
const NOW = Date.parse('2025-11-20T14:18:00Z');

describe('durations', () => {
  it.each([
    [0, 'down', '0 seconds'],
    [1_999, 'down', '1 second'],
    [1_001, 'up', '2 seconds'],
    [59_999, 'up', '1 minute'],
    [60 * MINUTE, 'down', '1 hour'],
    [47.9 * HOUR, 'down', '47 hours'],
    [48 * HOUR, 'down', '2 days'],
    [-5, 'down', '0 seconds'],
  ] as const)('%d ms rounded %s is %s', (ms, round, expected) => {
    expect(formatDuration(t, ms, 'long', round)).toBe(expected);
  });

  it.each([
    [2 * SECOND, 'just now'],
    [-HOUR, 'just now'],
    [20 * SECOND, '20 s ago'],
    [6 * MINUTE, '6 min ago'],
    [23 * HOUR, '23 h ago'],
    [30 * HOUR, '30 h ago'],
    [3 * DAY, '3 days ago'],
  ])('%d ms before now is %s', (age, expected) => {
    expect(formatAgo(t, new Date(NOW - age).toISOString(), NOW, 'short')).toBe(
      expected,
    );
  });
});

describe('freightVersion', () => {
  const image = (repoURL: string, tag: string) => ({
    repoURL,
    tag,
    digest: 'sha256:0123456789',
  });
  const commit = { repoURL: 'https://x/y.git', id: 'a41f9c2deadbeef' };
  it.each([
    [{ images: [image('a', '1.0')], commits: [commit] }, '1.0'],
    [{ images: [image('a', '1.0'), image('b', '1.0')] }, '1.0'],
    [
      { images: [image('a', '1'), image('b', '2'), image('c', '3')] },
      '1 · 2 +1',
    ],
    [{ images: [image('a', '')] }, 'sha256:0123456'],
    [
      { images: [], charts: [{ repoURL: 'oci://c', version: '19.0.1' }] },
      '19.0.1',
    ],
    [{ images: [], commits: [commit] }, 'a41f9c2'],
    [{ images: [], commits: [{ ...commit, tag: 'v3' }] }, 'v3'],
    [{ images: [] }, 'calm-bison'],
  ])('%j', (parts, expected) => {
    expect(freightVersion(makeFreight('', 'calm-bison', '', parts))).toBe(
      expected,
    );
  });
});

describe('explainError', () => {
  const gate = {
    code: 'Rejected',
    message: 'rejected by olga: no',
    effect: 'refuse',
  };
  const answer = (statusCode: number, name: string, more = {}) => ({
    name: 'ResponseError',
    message: `Request failed with ${statusCode}`,
    statusCode,
    body: { error: { name, message: 'The own sentence' }, ...more },
  });
  it.each([
    [answer(403, 'NotAllowedError'), 'notAllowed', 'The own sentence', []],
    [
      answer(409, 'ConflictError', { gates: [gate, 'x'] }),
      'conflict',
      'The own sentence',
      [gate],
    ],
    [answer(404, 'NotFoundError'), 'notFound', 'The own sentence', []],
    [answer(500, 'Error'), 'other', 'The own sentence', []],
    [new TypeError('Failed to fetch'), 'noAnswer', 'Failed to fetch', []],
    ['odd', 'other', 'odd', []],
    [undefined, 'other', 'undefined', []],
  ])('%j', (error, kind, message, gates) => {
    expect(explainError(error)).toEqual({ kind, message, gates });
  });
});

it('finds the soak of what runs, by the gates of the Stage behind it', () => {
  const { stages } = storefront(NOW);
  const soak = soakOf(stages[1], stages, NOW);
  expect(soak).toMatchObject({ target: 'prod' });
  expect(soak!.done).toBeCloseTo(1 - 14 / 60);
  expect(soakOf(stages[1], stages, NOW + HOUR)).toBeUndefined();
  expect(soakOf(stages[0], stages, NOW)).toBeUndefined();
});

it('names people by their name and colours Stages by themselves, else by their place', () => {
  expect(actorName(t, { type: 'user', ref: 'user:default/dana' })).toBe('dana');
  expect(actorName(t, { type: 'user', ref: ':::' })).toBe(':::');
  expect(actorName(t, { type: 'service', ref: 'external:ci' })).toBe(
    'service external:ci',
  );
  expect(actorName(t, { type: 'policy', ref: 'auto-promotion' })).toBe(
    'auto-promotion',
  );
  const { stages } = guestbook(NOW);
  const colors = stages.map(stage => stageColor(stages, stage.name));
  expect(new Set(colors).size).toBe(stages.length);
  expect(stageColor(storefront(NOW).stages, 'prod')).toBe('#e53935');
});
