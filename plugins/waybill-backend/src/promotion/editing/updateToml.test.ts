import fc from 'fast-check';
import { parse } from 'smol-toml';
import { formatToml } from './formatToml';
import { TomlUpdate, updateToml } from './updateToml';

const set = (text: string, key: string, value: TomlUpdate['value']) =>
  updateToml(text, [{ key, value }]);

describe('updateToml', () => {
  it.each<[string, string, string, TomlUpdate['value'], string]>([
    ['a dotted key', 'a.b.c = 1 # x\n', 'a.b.c', 2, 'a.b.c = 2 # x\n'],
    [
      'a header of several names',
      '[a."b.c"]\n  d=1\n',
      'a.b\\.c.d',
      2,
      '[a."b.c"]\n  d=2\n',
    ],
    [
      'an inline table',
      'a = { b = "x", c = 1 }\n',
      'a.b',
      'y',
      "a = { b = 'y', c = 1 }\n",
    ],
    [
      'a table below a list of tables',
      '[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 1\n',
      'a.1.b.c',
      2,
      '[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 2\n',
    ],
    [
      'a text over lines',
      'a = """\nold\n"""\nb = 1',
      'a',
      'new',
      "a = 'new'\nb = 1",
    ],
    ['a text with an apostrophe', 'a = "x"\n', 'a', "it's", 'a = "it\'s"\n'],
    ['a text over two lines', 'a = "x"\n', 'a', 'l1\nl2', 'a = "l1\\nl2"\n'],
    ['a date', 'a = 1979-05-27T07:32:00Z\n', 'a', 'never', "a = 'never'\n"],
    ['a decimal stays one', 'a = 1.5\n', 'a', 2, 'a = 2.0\n'],
    ['a whole number stays one', 'a = 0x10\n', 'a', 32, 'a = 32\n'],
    ['a large number', 'a = 1\n', 'a', 1e20, 'a = 100000000000000000000.0\n'],
    ['Windows line ends', 'a = 1\r\nb = 2\r\n', 'b', 3, 'a = 1\r\nb = 3\r\n'],
    [
      'a list in lines',
      'a = [\n  1, # one\n  2,\n]\n',
      'a.1',
      3,
      'a = [\n  1, # one\n  3,\n]\n',
    ],
  ])('%s', (_, text, key, value, expected) => {
    expect(set(text, key, value)).toBe(expected);
  });

  it.each([
    ['a = 1\na = 2\n', 'a', 'error parsing input: line 2'],
    ['a = [1]\n', 'a', 'addresses Array instead'],
    ['a = {}\n', 'a', 'addresses InlineTable instead'],
    ['[[a]]\n', 'a', 'addresses ArrayTable instead'],
    ['a = [1]\n', 'a.1', 'key path not found'],
    ['a = [1]\n', 'a.-1', 'key path not found'],
    ['a = 1\n', 'a.b', 'key path not found'],
    ['a = 1\n', 'toString', 'key path not found'],
    [`a = "${'x'.repeat(300_000)}"\n`, 'a', 'only files of at most 262144'],
    [`a = ${'['.repeat(200_000)}\n`, 'a', 'error parsing input'],
  ])('refuses %#', (text, key, problem) => {
    expect(() => set(text, key, 1)).toThrow(problem);
  });
});

const name = fc.constantFrom('a', 'b-c', 'x.y', "it's", '1');
const scalar = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => value || 0),
  fc.boolean(),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
);
const comment = fc.constantFrom('', ' # why', '  ', ' # "x" = \'y\'');
const tables = fc.uniqueArray(
  fc.tuple(
    name,
    fc.uniqueArray(fc.tuple(name, scalar, comment), {
      selector: ([key]) => key,
      minLength: 1,
    }),
  ),
  { selector: ([key]) => key, minLength: 1 },
);

it('changes one value, for any other parser too, and no other byte', () => {
  fc.assert(
    fc.property(tables, fc.nat(), scalar, (content, pick, next) => {
      const lines = content.flatMap(([table, values]) =>
        values.map(([key, value, after]) => ({ table, key, value, after })),
      );
      const picked = lines[pick % lines.length];
      const print = (value: typeof next | undefined) =>
        content
          .map(
            ([table, values]) =>
              `[${JSON.stringify(table)}]\n${values
                .map(([key, own, after]) => {
                  const isPicked = table === picked.table && key === picked.key;
                  const written =
                    isPicked && value !== undefined
                      ? formatToml(
                          value,
                          typeof own === 'number' && !Number.isSafeInteger(own),
                        )
                      : formatToml(own);
                  return `${JSON.stringify(key)} = ${written}${after}\n`;
                })
                .join('')}`,
          )
          .join('');
      const key = [picked.table, picked.key]
        .map(part => part.replace(/[.:\\]/g, '\\$&'))
        .join('.');
      const result = set(print(undefined), key, next);
      expect(result).toBe(print(next));
      const read = parse(result)[picked.table] as Record<string, unknown>;
      expect(read[picked.key]).toBe(next);
    }),
    { numRuns: 300 },
  );
});
