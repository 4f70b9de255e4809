import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { mergeYaml } from './mergeYaml';

const merge = (...texts: string[]) =>
  mergeYaml(texts.map((text, index) => ({ name: `${index}.yaml`, text })));

describe('mergeYaml', () => {
  it.each<[string, string[], string]>([
    ['nothing at all', [], ''],
    ['empty files', ['', '# only a comment\n'], ''],
    ['one file as it is', ['a:   1 # x\n', ''], 'a:   1 # x\n'],
    [
      'maps are merged, comments and order stay',
      [
        '# values\na: 1 # one\n\nb:\n  # of c\n  c: "x"\n  d: \'y\'\n',
        'b:\n  d: z # new\n  e: [1, 2]\na: 2\n',
      ],
      '# values\na: 2\n\nb:\n  # of c\n  c: "x"\n  d: z # new\n  e: [ 1, 2 ]\n',
    ],
    [
      'lists and null take the place of what was there',
      ['a:\n- 1\n- 2\nb: 1\nc: {d: 1}\n', 'a:\n  - 3\nb: null\nc: 2\n'],
      'a:\n- 3\nb: null\nc: 2\n',
    ],
    [
      'deeper indentation stays',
      ['a:\n    b:\n        c: 1\n', 'a:\n  b:\n    d: 2\n'],
      'a:\n    b:\n        c: 1\n        d: 2\n',
    ],
    [
      'numbers as they are written',
      ['a: 1.10\nb: 0x1F\nc: 1e3\ne:\n', 'd: 012\ne: ~\nf: yes\ng:\n'],
      'a: 1.10\nb: 0x1F\nc: 1e3\ne: ~\nd: 012\nf: yes\ng:\n',
    ],
    [
      'anchors of two files stay two',
      ['a: &x {n: 1}\nb: *x\n', 'c: &x {n: 2}\nd: *x\n'],
      'a: &x { n: 1 }\nb: *x\nc: &x-2 { n: 2 }\nd: *x-2\n',
    ],
    [
      'a long line stays one',
      [`a: ${'word '.repeat(40)}end\n`, 'b: 1\n'],
      `a: ${'word '.repeat(40)}end\nb: 1\n`,
    ],
  ])('%s', (_, texts, expected) => {
    expect(merge(...texts)).toBe(expected);
  });

  it.each([
    [['a: 1', 'a: b: c'], 'error reading input file "1.yaml"'],
    [['a: 1\n---\nb: 1', 'c: 1'], 'it must hold one document'],
    [['a: {b: 1', 'c: 1'], 'error reading input file "0.yaml"'],
    [['a: 1\na: 2', 'c: 1'], 'Map keys must be unique'],
    [['a: &x 1\nb: *x', 'a: 2'], 'error writing merged YAML'],
    [['a: 1', `b: ${'x'.repeat(2_000_000)}`], 'only files of at most'],
  ])('refuses %#', (texts, problem) => {
    expect(() => merge(...texts)).toThrow(problem);
  });
});

const scalar = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.string({ unit: 'grapheme' }),
);
const { tree } = fc.letrec(tie => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('tree'), { maxLength: 3 }),
    tie('map'),
  ),
  map: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd e', '1'), tie('tree'), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
}));
const map = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd e', '1'), tree, {
  minKeys: 1,
  noNullPrototype: true,
});

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merged(below: unknown, above: unknown): unknown {
  if (!isRecord(below) || !isRecord(above)) {
    return above;
  }
  const result = { ...below };
  for (const [key, value] of Object.entries(above)) {
    result[key] = key in below ? merged(below[key], value) : value;
  }
  return result;
}

it('means what merging the values means', () => {
  fc.assert(
    fc.property(fc.array(map, { minLength: 2, maxLength: 4 }), values => {
      const text = merge(...values.map(value => stringify(value)));
      expect(parse(text)).toEqual(values.reduce<unknown>(merged, {}));
    }),
    { numRuns: 300 },
  );
});
