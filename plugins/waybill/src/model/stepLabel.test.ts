import { englishT } from '../__testUtils__/englishT';
import { stepLabel } from './stepLabel';

describe('what a step is called', () => {
  it.each([
    ['push', '“push”'],
    ['step-3', 'step 3'],
    ['promote::push', '“push” of task promote'],
    ['promote::step-1', 'step 1 of task promote'],
    ['task-2::push', '“push” of the task at 2'],
  ])('%s is called %s', (alias, label) => {
    expect(stepLabel(englishT(), alias)).toBe(label);
  });
});
