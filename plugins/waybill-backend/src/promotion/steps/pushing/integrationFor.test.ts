import { integrationFor } from './integrationFor';

describe('integrationFor', () => {
  it.each([
    ['AlwaysRebase', true, 'again'],
    ['AlwaysRebase', false, 'merge'],
    ['RebaseOrMerge', true, 'again'],
    ['RebaseOrMerge', false, 'merge'],
    ['RebaseOrFail', true, 'again'],
    ['RebaseOrFail', false, 'refuse'],
    ['AlwaysMerge', true, 'merge'],
    ['AlwaysMerge', false, 'merge'],
  ] as const)('%s, only own commits: %s', (policy, onlyOwn, expected) => {
    expect(integrationFor(policy, onlyOwn)).toBe(expected);
  });
});
