import { pullRequestOfMessage } from './pullRequestOfMessage';

describe('pullRequestOfMessage', () => {
  it.each([
    ['Round totals (#412)', { number: 412, title: 'Round totals' }],
    [
      'Round totals (#412)\n\nMore (#9)',
      { number: 412, title: 'Round totals' },
    ],
    [
      'Merge pull request #7 from acme/round\n\nRound totals\n\nMore',
      { number: 7, title: 'Round totals' },
    ],
    [
      'Merge pull request #7 from acme/round',
      { number: 7, title: 'Merge pull request #7 from acme/round' },
    ],
    ['Round totals', undefined],
    ['Fix #412', undefined],
    ['(#412)', undefined],
    ['Round totals (#0123456789)', undefined],
    ['Round totals\n\nMore (#412)', undefined],
    ["Merge branch 'main' into round", undefined],
  ])('reads %j', (message, found) => {
    expect(pullRequestOfMessage(message)).toEqual(found);
  });

  it('takes no longer for a message that is made for that', () => {
    const began = performance.now();
    pullRequestOfMessage(`${' '.repeat(100_000)}(#`);
    pullRequestOfMessage(`${'x '.repeat(100_000)}(#1`);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
