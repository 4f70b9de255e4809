import { fileWorld } from '../testing/fileWorld';

async function read(
  uses: string,
  text: string | Buffer,
  fromExpression: string,
) {
  const world = fileWorld();
  await world.workspace.write('src/file', text);
  const result = await world.run(uses, {
    path: 'src/file',
    outputs: [{ name: 'x', fromExpression }],
  });
  return 'output' in result ? result.output?.x : undefined;
}

describe('yaml-parse', () => {
  it.each([
    ['a: yes\n', 'a', true],
    ['a: [Off, y, N]\n', 'a', [false, 'y', 'N']],
    ['a: 012\n', 'a', 10],
    ['a: 2026-01-02\n', 'a', '2026-01-02'],
    ['a: 12:30\n', 'a', '12:30'],
    ['a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}\n', 'd', { b: 1, c: 3 }],
    ['a: 1\n---\na: 2\n', 'a', 1],
    ['"x-y": 1\n', '$env["x-y"]', 1],
    ['__proto__: {a: 1}\n', '$env["__proto__"].a', 1],
    ['\ufeffa: 1\n', 'a', 1],
    ['# nothing\n', 'a', null],
    ['- a\n', '$env', ['a']],
    ['hello\n', '$env', 'hello'],
  ])('reads %j as Kubernetes does: %s', async (text, expression, expected) => {
    expect(await read('yaml-parse', text, expression)).toEqual(expected);
  });

  it.each([
    ['a: .inf\n', 'a', 'cannot be written as JSON'],
    [
      `a: &a [1,1,1,1,1,1,1,1,1,1]\n${Array.from(
        { length: 9 },
        (_, n) =>
          `b${n}: &b${n} [${Array(10)
            .fill(n ? `*b${n - 1}` : '*a')
            .join(',')}]\n`,
      ).join('')}`,
      'b8',
      'Excessive alias count',
    ],
    ['x'.repeat(2_000_000), 'a', 'only files of at most'],
    [Buffer.from([0x61, 0x3a, 0x20, 0xff]), 'a', '"src/file" is not UTF-8'],
  ])('refuses %#', async (text, expression, problem) => {
    await expect(read('yaml-parse', text, expression)).rejects.toThrow(problem);
  });
});

describe('json-parse', () => {
  it('keeps a name that objects inherit', async () => {
    expect(await read('json-parse', '{"__proto__": {"a": 1}}', '$env')).toEqual(
      JSON.parse('{"__proto__": {"a": 1}}'),
    );
  });
});

describe('a step that reads values', () => {
  it('puts out no more than one file can hold a few times', async () => {
    const world = fileWorld();
    await world.workspace.write(
      'src/file',
      JSON.stringify(['x'.repeat(900_000)]),
    );
    const run = (count: number) =>
      world.run('json-parse', {
        path: 'src/file',
        outputs: Array.from({ length: count }, (_, index) => ({
          name: `x${index}`,
          fromExpression: '$env',
        })),
      });
    expect(await run(2)).toMatchObject({ status: 'Succeeded' });
    await expect(run(3)).rejects.toThrow('too many steps');
  });
});

describe('toml-parse', () => {
  it.each([
    ['a.b = 1\n', 'a.b', 1],
    ['[[s]]\nn = "x"\n[[s]]\nn = "y"\n', 'map(s, .n)', ['x', 'y']],
    ['d = 1979-05-27T07:32:00-08:00\n', 'd', '1979-05-27T07:32:00.000-08:00'],
    ['d = 1979-05-27\n', 'd', '1979-05-27'],
    ['d = 07:32:00\n', 'd', '07:32:00.000'],
    ['n = 9223372036854775807\n', 'n', 9223372036854775807],
    ['a = 1\n', 'missing', null],
  ])('reads %j', async (text, expression, expected) => {
    expect(await read('toml-parse', text, expression)).toEqual(expected);
  });

  it.each([
    ['a = \n', 'could not parse TOML file "src/file"'],
    ['', 'could not parse empty TOML file'],
    [`a = ${'['.repeat(100_000)}`, 'could not parse TOML file'],
  ])('refuses %#', async (text, problem) => {
    await expect(read('toml-parse', text, 'a')).rejects.toThrow(problem);
  });
});
