import fc from 'fast-check';
import { decideWrongRevision, WrongSource } from './decideWrongRevision';
import { RevisionRelation } from './RevisionRelation';

const WANTED = 'a1b2c3d'.padEnd(40, '0');
const KEPT: RevisionRelation = { type: 'kept' };
const OLDER: RevisionRelation = { type: 'older' };
const APART: RevisionRelation = { type: 'apart' };
const UNKNOWN: RevisionRelation = { type: 'unknown' };
const OVERWRITTEN: RevisionRelation = {
  type: 'overwritten',
  files: ['values.yaml'],
};

const source = (
  synced: RevisionRelation,
  relation?: RevisionRelation,
): WrongSource => ({
  repoURL: 'https://git.example.com/acme/config',
  revision: WANTED,
  synced,
  ...(relation && { tip: { branch: 'main', relation } }),
});
const decide = (...sources: WrongSource[]) =>
  decideWrongRevision('web', sources);

describe('decideWrongRevision', () => {
  it.each([
    ['a later commit that left it alone', [source(KEPT)], 'reached'],
    [
      'an older one, and the branch has ours',
      [source(OLDER, KEPT)],
      'syncAgain',
    ],
    [
      'one of theirs, and the branch has ours again',
      [source(OVERWRITTEN, KEPT)],
      'syncAgain',
    ],
    [
      'one of theirs, and so has the branch',
      [source(OVERWRITTEN, OVERWRITTEN)],
      'lost',
    ],
    [
      'an older one, and the branch has theirs',
      [source(OLDER, OVERWRITTEN)],
      'lost',
    ],
    ['another history, and so has the branch', [source(APART, APART)], 'lost'],
    [
      'another history, and the branch has ours',
      [source(APART, KEPT)],
      'syncAgain',
    ],
    // A mirror that lags behind shows the same.
    [
      'an older one, and so has the branch',
      [source(OLDER, OLDER)],
      'syncAgain',
    ],
    ['nobody knows what', [source(UNKNOWN)], 'syncAgain'],
    [
      'what cannot be compared, on a tag',
      [source(UNKNOWN, UNKNOWN)],
      'syncAgain',
    ],
    [
      'one source right, one lost',
      [source(KEPT), source(OLDER, APART)],
      'lost',
    ],
    [
      'one source right, one behind',
      [source(KEPT), source(OLDER, KEPT)],
      'syncAgain',
    ],
  ])('synced to %s', (_, sources, expected) => {
    expect(decide(...(sources as WrongSource[])).type).toBe(expected);
  });

  it('names what was changed, where, and what helps', () => {
    expect(decide(source(OVERWRITTEN, OVERWRITTEN))).toEqual({
      type: 'lost',
      message:
        'Others have changed values.yaml on main of https://git.example.com/acme/config since a1b2c3d, so no sync of "web" brings what was promoted; promote again, or put it back there',
    });
    const files = ['a', 'b', 'c', 'd', 'e'];
    expect(decide(source(OLDER, { type: 'overwritten', files }))).toMatchObject(
      { message: expect.stringContaining('a, b, c and 2 more') },
    );
    expect(decide(source(APART, APART))).toMatchObject({
      message: expect.stringMatching(/^a1b2c3d is not on main of .* any more/),
    });
  });

  it('gives nothing up while a branch may still have it', () => {
    const relation = fc.constantFrom(KEPT, OLDER, APART, UNKNOWN, OVERWRITTEN);
    const hopeful = fc.constantFrom(undefined, KEPT, OLDER, UNKNOWN);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(relation, hopeful), { minLength: 1 }),
        pairs => {
          const decision = decide(...pairs.map(pair => source(...pair)));
          expect(decision.type).toBe(
            pairs.every(([synced]) => synced === KEPT)
              ? 'reached'
              : 'syncAgain',
          );
        },
      ),
    );
  });
});
