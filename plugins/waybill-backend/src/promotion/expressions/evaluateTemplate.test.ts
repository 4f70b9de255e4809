import { InputError } from '@backstage/errors';
import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import fc from 'fast-check';
import { freightOf } from '../testing/promotionWorld';
import { createStepEnvironment, StepScope } from './createStepEnvironment';
import { evaluateExpression } from './evaluateExpression';
import { evaluateTemplate } from './evaluateTemplate';
import { createBudget } from './ExpressionBudget';
import { ExpressionError } from './ExpressionError';
import { Unknowns } from './Unknowns';

const environment = (scope: Partial<StepScope> = {}) =>
  createStepEnvironment({
    ctx: { project: 'shop', stage: 'dev' },
    freight: [freightOf('1.25.0')],
    promotionVars: [],
    stepVars: [],
    outputs: { commit: { commit: 'abc' } },
    alias: 'here',
    earlier: [],
    now: new Date('2026-03-01T10:00:00Z'),
    ...scope,
  });
const evaluate = (template: JsonValue, scope?: Partial<StepScope>) =>
  evaluateTemplate(template, environment(scope));

const errorOf = (template: string): unknown => {
  try {
    evaluate(template);
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('evaluateTemplate', () => {
  it.each<[string, JsonValue]>([
    ["${{ imageFrom('registry.example.com/web').tag }}", '1.25.0'],
    ["${{ imageFrom('registry.example.com/web').Tag }}", '1.25.0'],
    [
      "${{ imageFrom('registry.example.com/web').RepoURL }}",
      'registry.example.com/web',
    ],
    ["${{ imageFrom('registry.example.com/other')?.Tag ?? 'none' }}", 'none'],
    ['${{ !false ?? true }}', true],
    ['${{ -2 ** 2 }}', -4],
    ['${{ not nil ?? false }}', true],
    ["${{ 'a' in outputs ? 1 : 2 }}", 2],
    ["${{ {'a': [1, {'b': 2}]}.a[-1].b }}", 2],
    ['${{ "\\x41\\u00e9\\n" + `\\n` }}', 'Aé\n\\n'],
    ["${{ 'constructor' in {'a': 1} }}", false],
    ['${{ {}.constructor }}', null],
    ["${{ outputs['__proto__'] }}", null],
    ['${{ {"__proto__": 1}.__proto__ }}', 1],
    ['${{ toString }}', null],
  ])('%s', (template, value) => {
    expect(evaluate(template)).toEqual(value);
  });

  it.each<[string, string, number]>([
    ['${{ ctx.stage.name }}', 'has no field "name"', 10],
    ['${{ 1 + }}', 'ends too early', 5],
    ['${{ vars.a.b }}', 'cannot read "b" of null', 7],
    [
      "${{ imageFrom('registry.example.com/web').Tags }}",
      'no field "Tags"',
      38,
    ],
    ['${{ [1 2] }}', 'unexpected "2"', 4],
    ['${{ f(1, 2) }}', 'no function "f"', 1],
    ["${{ 'a'.length }}", 'has no field', 4],
    ['${{ [].map }}', 'whole number', 3],
    ["${{ ''.constructor.constructor('return 1')() }}", 'unexpected "("', 39],
    ["${{ ''.constructor('return 1') }}", 'no method "constructor"', 4],
    ["${{ now().constructor('return 1') }}", 'no method "constructor"', 7],
    ['${{ 1 ?? 2 + 3 }}', 'cannot follow "??"', 8],
    ['${{ .name }}', 'in a predicate only', 1],
    ['${{ # }}', 'in a predicate only', 1],
    ["${{ upper({'a'}) }}", 'takes no predicate', 7],
    ['${{ 1...3 }}', 'whole numbers', 2],
    ["${{ 'a' matches '(' }}", 'RE2', 5],
    ['${{ map(1, #) }}', 'takes a list', 1],
    ['${{ filter([1], #) }}', 'true or false', 1],
    ['${{ reduce([], #acc) }}', 'a value to start with', 1],
    ["${{ int('x') }}", 'int of "x"', 1],
    ['${{ a = 1 }}', 'unexpected "="', 3],
  ])('%s is refused, and says where', (template, problem, position) => {
    const error = errorOf(template);
    expect(error).toBeInstanceOf(ExpressionError);
    expect(error).toMatchObject({
      position,
      message: expect.stringContaining(problem),
    });
  });

  it('works out variables when they are used, in their order', () => {
    const scope = {
      promotionVars: [
        { name: 'broken', value: '${{ nope.x }}' },
        { name: 'repo', value: 'web' },
        { name: 'image', value: 'registry.example.com/${{ vars.repo }}' },
      ],
      stepVars: [{ name: 'tag', value: '${{ imageFrom(vars.image).Tag }}' }],
    };
    expect(evaluate('${{ vars.tag }}', scope)).toBe('1.25.0');
    expect(() => evaluate('${{ vars.broken }}', scope)).toThrow('"x" of null');
  });

  it('ends: nesting, steps, and texts that double', () => {
    const deep = `\${{ ${'('.repeat(600)}1${')'.repeat(600)} }}`;
    expect(() => evaluate(deep)).toThrow('nested deeper than 500');
    expect(() => evaluate(`\${{ ${'-'.repeat(600)}1 }}`)).toThrow(
      'nested deeper than 500',
    );
    const wide = (terms: number) => Array(terms).fill('1').join('+');
    expect(evaluate(`\${{ ${wide(400)} }}`)).toBe(400);
    expect(() => evaluate(`\${{ ${wide(700)} }}`)).toThrow('nested deeper');
    expect(() => evaluate(`\${{ ${wide(4000)} }}`)).toThrow(
      'too many operations in a row',
    );
    expect(() =>
      evaluateExpression(wide(400), environment(), createBudget(500)),
    ).toThrow('too many steps');
    expect(() => evaluate(`\${{ ${'1'.repeat(10_001)} }}`)).toThrow(
      'longer than 10000',
    );
    const doubling = (value: string) => ({
      promotionVars: [
        { name: 'v0', value: 'xxxxxxxxxx' },
        ...Array.from({ length: 40 }, (_, index) => ({
          name: `v${index + 1}`,
          value: value.replace(/v/g, `vars.v${index}`),
        })),
      ],
    });
    for (const value of ['${{ v + v }}', '${{ v }}${{ v }}', '${{ [v, v] }}']) {
      expect(() => evaluate('${{ vars.v40 }}', doubling(value))).toThrow(
        /longer than|too many steps/,
      );
    }
  });

  it('ends in a plan too, where something is unknown', () => {
    const unknowns = new Unknowns();
    unknowns.add('commit', 'commit');
    const scope = { outputs: { commit: { commit: '<commit.commit>' } } };
    const inPlan = (template: string) =>
      evaluate(template, { ...scope, unknowns });
    const doubled = (last: string) => {
      const lets = Array.from(
        { length: 40 },
        (_, index) => `let v${index + 1} = [v${index}, v${index}]; `,
      );
      return `\${{ let v0 = [1, 1]; ${lets.join('')}${last} }}`;
    };
    expect(() => inPlan(doubled('len(v40)'))).toThrow('too many steps');
    expect(inPlan(doubled('len([outputs.commit.commit, v40])'))).toBe(
      '<commit.commit>',
    );
    // Nobody pays for an operation on what is unknown, so the search is paid for.
    const often = 'map(1..100, len([outputs.commit.commit, list]))';
    expect(() => inPlan(`\${{ let list = 1..1000; ${often} }}`)).toThrow(
      'too many steps',
    );
  });

  it('works a variable out once, however many ask', () => {
    let asked = 0;
    const vars = Array.from({ length: 100 }, (_, index) => ({
      name: `v${index}`,
      value: '${{ let x = vars.first; 1 }}',
    }));
    const answered = () => {
      asked += 1;
      return {};
    };
    const value = "${{ stageMetadata('dev') }}";
    evaluate('${{ keys(vars) }}', {
      promotionVars: [{ name: 'first', value }, ...vars],
      answered,
    });
    expect(asked).toBe(1);
  });

  it('keeps an own "__proto__" an ordinary key', () => {
    const template = JSON.parse('{"__proto__": {"polluted": "${{ 1 }}"}}');
    const result = evaluate(template) as Record<string, unknown>;
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(Object.keys(result)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('reaches nothing but its environment, whatever is written', () => {
    const word = fc.constantFrom(
      ...['constructor', '__proto__', 'prototype', 'toString', 'valueOf'],
      ...['process', 'globalThis', 'this', 'eval', 'Function', 'require'],
      ...['vars', 'ctx', 'outputs', 'commit', 'length', '$env', 'imageFrom'],
    );
    const part = fc.oneof(
      word,
      fc.constantFrom('.', '?.', '[', ']', '(', ')', "'", '"', '+', '??', ','),
      fc.constantFrom('!', '{', '}', ':', '?', ' in ', ' and ', '0', '1', ' '),
      word.map(name => `['${name}']`),
      word.map(name => `.${name}`),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), parts => {
        const template = `\${{ ${parts.join('')} }}`;
        const error = errorOf(template);
        // Whatever is wrong is said as an error of the expression, not as one of ours.
        expect(error === undefined || error instanceof InputError).toBe(true);
        const value = error === undefined ? evaluate(template) : null;
        // JSON and nothing else: no function and no object with a foreign prototype comes out.
        expect(JSON.parse(JSON.stringify(value))).toEqual(value);
        expect(JSON.stringify(value)).not.toMatch(/native code|\[Function/);
      }),
      { numRuns: 3000 },
    );
  });

  it('gives back any text without an expression as it is', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        fc.pre(!text.includes('${{') && !text.includes('${%'));
        expect(evaluate(text)).toBe(text);
      }),
    );
  });

  it('gives back any text through quote, but for what Go escapes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), text => {
        fc.pre(!/["\\]/.test(text));
        const literal = `'${text.replace(/'/g, "\\'")}'`;
        fc.pre(!literal.includes('}}'));
        expect(evaluate(`\${{ quote(${literal}) }}`)).toBe(text);
      }),
    );
  });
});

describe('what takes too long', () => {
  /** A quarter of a million characters from a few lines, by doubling. */
  const large = [
    {
      name: 'v0',
      value: `\${{ {"k": [${'"xxxxxxxxxxxxxxxxxx",'.repeat(400)}]} }}`,
    },
    ...Array.from({ length: 5 }, (_, i) => ({
      name: `v${i + 1}`,
      value: `\${{ {"k": [vars.v${i}, vars.v${i}]} }}`,
    })),
  ];

  it.each([
    ['maps compared', '{"a": vars.v5} == {"b": vars.v5}'],
    ['all variables compared', '{"a": vars} == {"b": vars}'],
    ['maps quoted', 'quote(vars.v5) == ""'],
    ['lists searched', 'vars.v5.k in [vars.v5.k[0], vars.v5]'],
  ])('is refused: %s again and again', (_, operation) => {
    const began = performance.now();
    const template = Array.from(
      { length: 20 },
      () => `\${{ [${`${operation}, `.repeat(200)}] }}`,
    );
    expect(() => evaluate(template, { promotionVars: large })).toThrow(
      'too many steps',
    );
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('is refused: a large result written by each of many variables', () => {
    const began = performance.now();
    const promotionVars = [
      ...large,
      ...Array.from({ length: 1_000 }, (_, i) => ({
        name: `w${i}`,
        value: `\${{ [vars.v5, "${i}"] }}`,
      })),
    ];
    expect(() => evaluate('${{ vars }}', { promotionVars })).toThrow(
      'too many steps',
    );
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('is not: a row of digits that turns out to be no number', () => {
    const began = performance.now();
    for (const start of ['', '0x', '.', '1.']) {
      const text = `${start}${'1'.repeat(500_000)}z`;
      expect(evaluate(`\${{ "" }}${text}`)).toBe(text);
    }
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
