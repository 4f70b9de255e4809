import { stepName } from './stepName';

describe('a step in a sentence', () => {
  it.each([
    ['push', '"push"'],
    ['step-3', '3 (git-push)'],
    ['promote::push', '"push" of task "promote"'],
    ['promote::step-1', '1 (git-push) of task "promote"'],
    ['task-2::push', '"push" of the task at 2'],
    ['task-2::step-1', '1 (git-push) of the task at 2'],
    // Names of authors, that only look like it.
    ['step-one', '"step-one"'],
    ['task-2', '"task-2"'],
  ])('%s is %s', (alias, name) => {
    expect(stepName({ alias, uses: 'git-push' })).toBe(name);
  });
});
