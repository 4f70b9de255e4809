import fc from 'fast-check';
import { JsonUpdate, updateJson } from './updateJson';

jest.setTimeout(60_000);

const set = (text: string, key: string, value: JsonUpdate['value']) =>
  updateJson(text, [{ key, value }]);

describe('updateJson', () => {
  it.each<[string, string, string, JsonUpdate['value'], string]>([
    [
      'a value, and nothing else',
      '{ "a" :1 ,"b":2}',
      'a',
      2,
      '{ "a" :2 ,"b":2}',
    ],
    [
      'comments stay',
      '{\n  // why\n  "a": 1 // x\n}',
      'a',
      2,
      '{\n  // why\n  "a": 2 // x\n}',
    ],
    [
      'a new key on its line',
      '{\n\t"a": 1\n}\n',
      'b',
      'x',
      '{\n\t"a": 1,\n\t"b": "x"\n}\n',
    ],
    [
      'Windows line ends',
      '{\r\n  "a": 1\r\n}\r\n',
      'b',
      2,
      '{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n',
    ],
    ['a new key on one line', '{"a": 1}', 'b', 2, '{"a": 1, "b": 2}'],
    ['a new key without spaces', '{"a":1}', 'b.c', 2, '{"a":1,"b":{"c":2}}'],
    [
      'behind a comment',
      '{\n  "a": 1 // x\n}',
      'b',
      2,
      '{\n  "a": 1, // x\n  "b": 2\n}',
    ],
    [
      'behind a comma',
      '{\n  "a": 1, // x\n}',
      'b',
      2,
      '{\n  "a": 1, // x\n  "b": 2,\n}',
    ],
    [
      'into an empty object',
      '{\n  "a": {}\n}',
      'a.b.c',
      2,
      '{\n  "a": {\n    "b": {\n      "c": 2\n    }\n  }\n}',
    ],
    [
      'into a short list of a long file',
      '{\n  "a": [1, 2]\n}',
      'a.-1',
      3,
      '{\n  "a": [1, 2, 3]\n}',
    ],
    [
      'into a list in lines',
      '{"a": [\n  1\n]}',
      'a.2',
      3,
      '{"a": [\n  1,\n  null,\n  3\n]}',
    ],
    ['through a value in the way', '{"a": 1}', 'a.b', 2, '{"a": {"b":2}}'],
    ['a list by its position', '{}', 'a.1.b', 2, '{"a": [null, {"b": 2}]}'],
    ['a name that is a number', '{}', 'a.:1', 2, '{"a": {"1": 2}}'],
    ['a name with an escaped colon', '{}', '\\:1', 2, '{":1": 2}'],
    [
      'a name that no object inherits',
      '{}',
      '__proto__.a',
      2,
      '{"__proto__": {"a": 2}}',
    ],
    ['behind a byte order mark', '\ufeff{"a": 1}', 'a', 2, '\ufeff{"a": 2}'],
    ['nothing but space', ' \n', 'a', 2, '{\n  "a": 2\n}\n'],
  ])('%s', (_, text, key, value, expected) => {
    expect(set(text, key, value)).toBe(expected);
  });

  it('applies updates in order, later ones on what earlier ones have made', () => {
    const updates = [
      { key: 'a.b', value: 1 },
      { key: 'a.c', value: 2 },
      { key: 'list.-1', value: 'x' },
      { key: 'list.-1', value: 'y' },
      { key: 'list.0', value: 'z' },
      { key: 'a.b', value: 3 },
    ];
    expect(JSON.parse(updateJson('{}', updates))).toEqual({
      a: { b: 3, c: 2 },
      list: ['z', 'y'],
    });
  });

  it.each([
    ['{"a": 1,, "b": 2}', 'a', 'it is not valid JSON: PropertyNameExpected'],
    ['{"a": ', 'a', 'it is not valid JSON: ValueExpected in line 1'],
    ['{"a": 1} x', 'a', 'it is not valid JSON'],
    ['{"a": [1]}', 'a.x', '"x" of "a.x" must be a position in a list'],
    ['{"a": []}', 'a.5000', 'more than 1000 positions behind the end'],
    ['{}', 'a.5000', 'more than 1000 positions behind the end'],
    ['{"a": 1, "a": 2}', 'a', '"a" of "a" is there 2 times'],
    ['{}', 'a..b', 'empty key part in key "a..b"'],
    ['{}', 'a.#.b', 'wildcards and queries are not supported'],
    ['{}', 'a.@this', 'written "\\@"'],
  ])('refuses in %s to set %s', (text, key, problem) => {
    expect(() => set(text, key, 1)).toThrow(problem);
  });

  it('holds nobody up with what is large or deep', () => {
    const began = performance.now();
    expect(() => set('['.repeat(500_000), 'a', 1)).toThrow();
    expect(() => set(' '.repeat(2_000_000), 'a', 1)).toThrow('only files of');
    const many = Array.from({ length: 500 }, (_, n) => ({
      key: `n${n}`,
      value: n,
    }));
    const large = `{"a": [${'1,'.repeat(400_000)}1]}`;
    expect(() => updateJson(large, many)).toThrow('too many updates');
    expect(performance.now() - began).toBeLessThan(30_000);
  });
});

const name = fc.constantFrom(
  'a',
  'b',
  'x.y',
  '0',
  '-1',
  ':c',
  'é"\\',
  '__proto__',
);
const { tree } = fc.letrec(tie => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null)),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc
      .array(fc.tuple(name, tie('tree')), { maxLength: 3 })
      .map(entries => new Map(entries as [string, unknown][])),
  ),
}));

/** As text in some layout, with where every value of it stands. */
function print(value: unknown, indent: string | undefined): string {
  const inner = indent === undefined ? undefined : `${indent}  `;
  const gap = inner === undefined ? '' : `\n${inner}`;
  const end = inner === undefined ? '' : `\n${indent}`;
  const wrap = (items: string[], [open, close]: string) =>
    items.length
      ? `${open}${gap}${items.join(`,${gap}`)}${end}${close}`
      : open + close;
  if (Array.isArray(value)) {
    return wrap(
      value.map(item => print(item, inner)),
      '[]',
    );
  }
  if (value instanceof Map) {
    return wrap(
      [...value].map(
        ([key, item]) => `${JSON.stringify(key)}: ${print(item, inner)}`,
      ),
      '{}',
    );
  }
  return JSON.stringify(value);
}

/** Keys of all that is inside. */
function keysOf(value: unknown, path: string[] = []): string[][] {
  let entries: [string, unknown][] = [];
  if (Array.isArray(value)) {
    entries = value.map((item, index) => [`${index}`, item]);
  } else if (value instanceof Map) {
    entries = [...value].map(([key, item]) => [
      `${/^[\d-]/.test(key) ? ':' : ''}${key.replace(/[.\\:]/g, '\\$&')}`,
      item,
    ]);
  }
  return entries.flatMap(([key, item]) => [
    [...path, key],
    ...keysOf(item, [...path, key]),
  ]);
}

function withValue(value: unknown, keys: string[], set_: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) {
    return set_;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      `${index}` === key ? withValue(item, rest, set_) : item,
    );
  }
  const plain = key.replace(/^:/, '').replace(/\\(.)/g, '$1');
  return new Map(
    [...(value as Map<string, unknown>)].map(([each, item]) => [
      each,
      each === plain ? withValue(item, rest, set_) : item,
    ]),
  );
}

const scalar = fc.oneof(fc.integer(), fc.string(), fc.boolean());

it('changes what is there as if the whole text had been written anew', () => {
  fc.assert(
    fc.property(
      tree,
      scalar,
      fc.nat(),
      fc.boolean(),
      (value, next, pick, inLines) => {
        const all = keysOf(value);
        fc.pre(all.length > 0);
        const keys = all[pick % all.length];
        const indent = inLines ? '' : undefined;
        expect(set(print(value, indent), keys.join('.'), next)).toBe(
          print(withValue(value, keys, next), indent),
        );
      },
    ),
    { numRuns: 500 },
  );
});

it('adds what is not there, and takes nothing away', () => {
  fc.assert(
    fc.property(
      tree,
      scalar,
      fc.nat(),
      fc.boolean(),
      (value, next, pick, inLines) => {
        const objects = [[] as string[], ...keysOf(value)].filter(
          keys => at(value, keys) instanceof Map,
        );
        fc.pre(objects.length > 0);
        const keys = objects[pick % objects.length];
        const before = print(value, inLines ? '' : undefined);
        const after = set(before, [...keys, 'new', 'er'].join('.'), next);
        const expected = JSON.parse(
          print(
            withValue(
              value,
              keys,
              new Map([
                ...(at(value, keys) as Map<string, unknown>),
                ['new', new Map([['er', next]])],
              ]),
            ),
            undefined,
          ),
        );
        expect(JSON.parse(after)).toEqual(expected);
        expect(isSubsequence(before, after)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

function at(value: unknown, keys: string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) =>
      Array.isArray(inner)
        ? inner[Number(key)]
        : (inner as Map<string, unknown>).get(
            key.replace(/^:/, '').replace(/\\(.)/g, '$1'),
          ),
    value,
  );
}

/** Whether one text can be had from the other by adding only. */
function isSubsequence(part: string, whole: string): boolean {
  let position = 0;
  for (const char of whole) {
    position += part.startsWith(char, position) ? char.length : 0;
  }
  return position === part.length;
}
