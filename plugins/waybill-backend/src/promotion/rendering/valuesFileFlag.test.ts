import { valuesFileFlag } from './valuesFileFlag';

describe('a values file for Helm', () => {
  it.each([
    ['./values/prod.yaml', '--values=./values/prod.yaml'],
    ['./x,/etc/passwd', '--values="./x,/etc/passwd"'],
    ['./a",/etc/passwd', '--values="./a"",/etc/passwd"'],
  ])('is one file: %s', (path, flag) => {
    expect(valuesFileFlag(path)).toBe(flag);
  });
});
