import { InputError } from '@backstage/errors';
import { updateYaml, YamlUpdate } from './updateYaml';

describe('updateYaml', () => {
  const set = (text: string, key: string, value: YamlUpdate['value']) =>
    updateYaml(text, [{ key, value }]);

  it.each<[string, string, string, YamlUpdate['value'], string]>([
    ['a missing value', 'a:\nb: 1\n', 'a', 'x', 'a: x\nb: 1\n'],
    [
      'a missing value before a comment',
      'a: # c\nb: 1\n',
      'a',
      'x',
      'a: x # c\nb: 1\n',
    ],
    [
      'an anchor stays',
      'a: &v old # c\nb: *v\n',
      'a',
      'new',
      'a: &v new # c\nb: *v\n',
    ],
    [
      'a block scalar',
      'a: |\n  old\n  text\nb: 1\n',
      'a',
      'new',
      'a: new\nb: 1\n',
    ],
    [
      'a comma in a flow map',
      'a: {b: x, c: 1}\n',
      'a.b',
      'y, z',
      "a: {b: 'y, z', c: 1}\n",
    ],
    [
      'Windows line ends',
      'a: old\r\nb: 1\r\n',
      'a',
      'new',
      'a: new\r\nb: 1\r\n',
    ],
    ['a text with a line break', 'a: x\n', 'a', 'l1\nl2', 'a: "l1\\nl2"\n'],
    ['a quote in single quotes', "a: 'x'\n", 'a', "it's", "a: 'it''s'\n"],
    [
      'the first of two documents',
      'a: 1\n---\na: 2\n',
      'a',
      3,
      'a: 3\n---\na: 2\n',
    ],
    ['a date', 'a: x\n', 'a', '2026-01-02', 'a: "2026-01-02"\n'],
    ['sexagesimal', 'a: x\n', 'a', '12:30', 'a: "12:30"\n'],
  ])('%s', (_, text, key, value, expected) => {
    expect(set(text, key, value)).toBe(expected);
  });

  it('does not write through an alias', () => {
    expect(() => set('a: &v {x: 1}\nb: *v\n', 'b.x', 2)).toThrow(InputError);
  });
});
