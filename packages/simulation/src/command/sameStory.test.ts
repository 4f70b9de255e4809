import { Outcome } from '../run/runSeed';
import { sameStory } from './sameStory';

const outcome = (story: string): Outcome => ({
  seed: 7,
  violation: undefined,
  events: 2,
  coverage: [],
  story: () => story,
});

describe('two runs of one seed', () => {
  it('are one where they tell the same', () => {
    const first = outcome('a\nb\n');
    expect(sameStory(first, outcome('a\nb\n'))).toBe(first);
  });

  it.each([
    ['a\nc\n', "line 2 is 'b', and 'c' when it is run again"],
    ['a\nb\nc\n', "line 3 is '', and 'c' when it is run again"],
    ['a', "line 2 is 'b', and '' when it is run again"],
  ])('are a violation where the second tells %j', (again, what) => {
    expect(sameStory(outcome('a\nb\n'), outcome(again)).violation).toEqual({
      invariant: 'the same seed tells the same story',
      what,
    });
  });
});
