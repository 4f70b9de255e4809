import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { git } from '../testing/git';
import { gitignoreRules } from './gitignoreRules';

jest.setTimeout(120_000);

const ignored = (rules: Record<string, string>, paths: string[]) =>
  paths.filter(
    gitignoreRules(
      Object.entries(rules).map(([folder, text]) => ({ folder, text })),
    ),
  );

describe('gitignoreRules', () => {
  it.each([
    ['names anywhere', { '': '*.log' }, ['a.log', 'x/y/b.log']],
    ['names below a folder', { x: '*.log' }, ['x/y/b.log']],
    ['a place', { '': '/a.log', x: 'y/b.log' }, ['a.log', 'x/y/b.log']],
    ['a folder, not a file', { '': 'y/\na.log/' }, ['x/y/b.log']],
    ['what is taken back', { '': '*.log\n!a.log' }, ['x/y/b.log']],
    ['what a folder takes back', { '': '*.log', 'x/y': '!b.log' }, ['a.log']],
    [
      'nothing back out of an ignored folder',
      { '': 'x/', 'x/y': '!b.log' },
      ['x/y/b.log'],
    ],
    [
      'the last word, which is the deepest',
      { x: '!*', '': '*\n!*/' },
      ['a.log'],
    ],
    ['remarks and empty lines as nothing', { '': '# *.log\n\n\\#' }, []],
    ['line ends of Windows', { '': '\uFEFF*.log\r\n' }, ['a.log', 'x/y/b.log']],
    ['letters as they are', { '': '*.LOG' }, []],
  ])('takes %s', (_, rules, expected) => {
    expect(
      ignored(rules as unknown as Record<string, string>, [
        'a.log',
        'x/y/b.log',
      ]),
    ).toEqual(expected);
  });

  it('takes a folder’s name for a name, not a pattern', () => {
    expect(ignored({ 'a*[b]': 'x' }, ['a*[b]/x', 'acb/x', 'ab/x'])).toEqual([
      'a*[b]/x',
    ]);
  });

  it('refuses what would take too long', () => {
    expect(() => ignored({ '': 'x\n'.repeat(10_001) }, ['y'])).toThrow(
      /10001 rules; at most 10000/,
    );
    expect(() =>
      ignored({ '': `${'*a'.repeat(60)}b` }, ['a'.repeat(250)]),
    ).toThrow(/too many wildcards/);
  });

  it('says what the git program says', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'gitignore-'));
    await git(directory, 'init', '-q');
    const name = fc.constantFrom('a', 'b', 'c.log', 'd');
    const path = fc
      .array(name, { minLength: 1, maxLength: 4 })
      .map(names => names.join('/'));
    const rule = fc
      .tuple(
        fc.constantFrom('', '!'),
        fc.constantFrom('', '/', '**/'),
        fc.constantFrom(
          'a',
          'b',
          '*.log',
          '?',
          '*',
          'a/b',
          'a/*',
          'b/**',
          '**/d',
        ),
        fc.constantFrom('', '/'),
      )
      .map(parts => parts.join(''));
    const text = fc
      .array(rule, { maxLength: 4 })
      .map(lines => lines.join('\n'));
    let round = 0;
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(path, { minLength: 1, maxLength: 12 }),
          fc.dictionary(fc.constantFrom('', 'a', 'a/b', 'b'), text),
          async (all, rules) => {
            round += 1;
            // A file and a folder cannot have one place.
            const paths = all.filter(
              one => !all.some(other => other.startsWith(`${one}/`)),
            );
            const under = Object.fromEntries(
              Object.entries(rules).filter(
                ([folder]) =>
                  !paths.some(
                    one => folder === one || folder.startsWith(`${one}/`),
                  ),
              ),
            );
            const place = join(directory, String(round));
            const files = [
              ...paths.map(one => [one, 'x']),
              ...Object.entries(under).map(([folder, content]) => [
                join(folder, '.gitignore'),
                content,
              ]),
            ];
            for (const [file, content] of files) {
              await mkdir(dirname(join(place, file)), { recursive: true });
              await writeFile(join(place, file), content);
            }
            const listed = await git(
              directory,
              ...[
                'ls-files',
                '-o',
                '-i',
                '--exclude-per-directory=.gitignore',
                '-z',
                '--',
                `${round}/`,
              ],
            );
            const expected = listed
              .split('\0')
              .filter(Boolean)
              .map(file => file.slice(`${round}/`.length))
              .filter(file => paths.includes(file));
            expect(ignored(under, paths).sort()).toEqual(expected.sort());
            await rm(place, { recursive: true });
          },
        ),
        { numRuns: 150 },
      );
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
});
