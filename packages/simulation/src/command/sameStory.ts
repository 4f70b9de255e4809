import { Outcome } from '../run/runSeed';

/** The first of two runs of one seed; with a violation of its own where the second is not the same byte for byte. */
export function sameStory(first: Outcome, second: Outcome): Outcome {
  const story = first.story().split('\n');
  const again = second.story().split('\n');
  const length = Math.max(story.length, again.length);
  for (let line = 0; line < length; line += 1) {
    if (story[line] !== again[line]) {
      return {
        ...first,
        violation: {
          invariant: 'the same seed tells the same story',
          what: `line ${line + 1} is '${story[line] ?? ''}', and '${
            again[line] ?? ''
          }' when it is run again`,
        },
      };
    }
  }
  return first;
}
