import { cleanOutput } from './cleanOutput';

describe('what git printed', () => {
  it.each([
    [
      'a refused push, without the address and without what goes without saying',
      [
        'remote: ',
        'remote: policy: no direct pushes        ',
        'To https://git.example.com/acme/config.git',
        ' ! [remote rejected] 5f2f1c0 -> main (pre-receive hook declined)',
        "error: failed to push some refs to 'https://git.example.com/acme/config.git'",
        'hint: see the manual',
      ],
      'remote: policy: no direct pushes; ! [remote rejected] 5f2f1c0 -> main (pre-receive hook declined)',
    ],
    [
      'an address with a credential in it',
      ["fatal: unable to access 'https://bot:s3cret@git.example.com/a/'"],
      "fatal: unable to access 'https://git.example.com/a/'",
    ],
    [
      'a credential in each of its spellings',
      ['a p%C3%A4ss b', 'a päss b', 'Authorization: Basic Ym90OnDDpHNz'],
      'a [hidden] b; a [hidden] b; Authorization: Basic [hidden]',
    ],
  ])('%s', (_, lines, expected) => {
    const credential = {
      type: 'basic',
      username: 'bot',
      password: 'päss',
    } as const;
    expect(cleanOutput(lines.join('\n'), credential)).toBe(expected);
  });

  it('is not endless', () => {
    expect(cleanOutput('x'.repeat(10_000))).toHaveLength(2000);
  });
});
