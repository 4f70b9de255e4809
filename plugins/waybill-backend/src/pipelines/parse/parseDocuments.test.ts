import fc from 'fast-check';
import {
  DIRECT,
  errorsOf,
  parse,
  stage,
  testdata,
  WAREHOUSE,
} from './__testUtils__/parsing';

describe('text that asks for too much', () => {
  it('is refused with a sentence: bytes, documents, aliases, depth', () => {
    expect(errorsOf(`# ${'x'.repeat(1024 * 1024)}`)[0]).toMatch(
      /at most 1048576 bytes/,
    );
    expect(errorsOf('kind: X\n---\n'.repeat(201))[0]).toMatch(
      /^401:1 .*at most 200 documents, found 201/,
    );
    const bomb = Array.from({ length: 12 }, (_, i) =>
      i === 0 ? 'a0: &a0 [x]' : `a${i}: &a${i} [${`*a${i - 1},`.repeat(9)}]`,
    ).join('\n');
    expect(errorsOf(bomb)[0]).toMatch(/aliases would make it grow/);
    expect(errorsOf(`a: ${'['.repeat(200_000)}`)[0]).toMatch(
      /nested too deeply|Not valid YAML/,
    );
  });

  it('does not take long over many keys or many unfinished expressions', () => {
    const started = performance.now();
    errorsOf(Array.from({ length: 60_000 }, (_, i) => `k${i}: 1`).join('\n'));
    errorsOf(`a: "${'${{'.repeat(300_000)}"`);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('does not go through all aliases for each of them, nor write out a large anchor over and over', () => {
    const started = performance.now();
    const many = Array.from(
      { length: 800 },
      (_, i) => `- &x${i} 1\n${`- *x${i}\n`.repeat(90)}`,
    ).join('');
    expect(errorsOf(`a:\n${many}`)[0]).toMatch(/aliases would make it grow/);
    const large = `a: &a [${'xxxxxxxxx,'.repeat(
      50_000,
    )}]\nb: &b [${'*a,'.repeat(9)}]\nc: [${'*b,'.repeat(9)}]`;
    expect(errorsOf(large)[0]).toMatch(/aliases would make it grow/);
    errorsOf(`${'? '.repeat(3_000)}x`);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('is refused where it is no YAML, with its place', () => {
    expect(errorsOf('kind: Stage\nmetadata: {')[0]).toMatch(
      /^2:\d+ Not valid YAML/,
    );
    expect(errorsOf('kind: A\nkind: B')[0]).toBe(
      '2:1 "kind" stands here a second time',
    );
    expect(errorsOf('kind: !js/function x')[0]).toMatch(/^1:7 Not valid YAML/);
  });
});

it('never throws, and every error has its place', () => {
  const examples = ['nginx-v0.3.yaml', 'guestbook-v1.yaml'].map(testdata);
  const mutation = fc.record({
    text: fc.constantFrom(...examples),
    at: fc.nat(),
    length: fc.nat(40),
    put: fc.oneof(
      fc.string(),
      fc.constantFrom('null', '{}', '[]', '&a ', '*a', '${X}', '${{', '!!x '),
    ),
  });
  fc.assert(
    fc.property(mutation, ({ text, at, length, put }) => {
      const start = at % text.length;
      const { definition, errors } = parse(
        text.slice(0, start) + put + text.slice(start + length),
        { GITOPS_REPO_URL: 'https://git.example.com/acme/x' },
      );
      expect(Boolean(definition)).toBe(errors.length === 0);
      for (const { line, column } of errors) {
        expect(Math.min(line, column)).toBeGreaterThan(0);
      }
    }),
    { numRuns: 100 },
  );
});

describe('placeholders', () => {
  const withStep = (value: string) =>
    WAREHOUSE +
    stage(
      `${DIRECT}\n  promotionTemplate: { spec: { steps: [{ uses: git-clear, config: { path: ${value} } }] } }`,
    );
  const pathOf = (value: string, variables: Record<string, string>) =>
    parse(withStep(value), variables).definition?.stages[0].steps[0].config
      .path;

  it('are replaced in scalars, after parsing', () => {
    expect(pathOf('"${A}/${A_1}"', { A: 'x', A_1: 'y' })).toBe('x/y');
    // YAML in a value stays text, and a value is not read for placeholders again.
    expect(pathOf('"${A}"', { A: 'x } ]\n- ${B}', B: 'no' })).toBe(
      'x } ]\n- ${B}',
    );
  });

  it('are left alone inside expressions and where they are not UPPER_SNAKE', () => {
    const text = '"${{ vars.x + \'${A}\' }}${a}$A${% \\"${A}\\" %}"';
    expect(pathOf(text, { A: 'x' })).toBe(
      '${{ vars.x + \'${A}\' }}${a}$A${% "${A}" %}',
    );
  });

  it('are errors at their line where nobody knows them', () => {
    expect(errorsOf(withStep('"${NOPE}"'), { constructor: 'x' })).toEqual([
      expect.stringMatching(
        /^13:\d+ \$\{NOPE\} is not known; waybill.variables/,
      ),
    ]);
  });
});
