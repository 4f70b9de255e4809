import fc from 'fast-check';
import { jsonnetImports } from './jsonnetImports';

const paths = (code: string) => jsonnetImports(code).map(({ path }) => path);

describe('imports of Jsonnet', () => {
  it.each([
    [`local a = import 'a.libsonnet'; a`, ['a.libsonnet']],
    [`{ a: import "a", b: importstr 'b', c: importbin 'c' }`, ['a', 'b', 'c']],
    [`import// why\n# and\n/* how */ 'a'`, ['a']],
    [`(import 'a')+(import'b')`, ['a', 'b']],
    [`local important = 1, import_x = 2; important`, []],
    [`// we import things\n1`, []],
  ])('of %s', (code, expected) => {
    expect(paths(code)).toEqual(expected);
  });

  it('tells code from text', () => {
    expect(jsonnetImports(`import 'a' + importstr 'b'`)).toEqual([
      { path: 'a', asCode: true },
      { path: 'b', asCode: false },
    ]);
  });

  it('rather sees one too many: nothing hides in what looks like a comment or a text', () => {
    expect(paths(`"import /*" + import "/etc/passwd" + "*/"`)).toContain(
      '/etc/passwd',
    );
    expect(paths(`'// ' + importstr '/etc/passwd'`)).toContain('/etc/passwd');
  });

  it('sees an import behind any white space and comments', () => {
    const blank = fc.constantFrom(
      ' ',
      '\n',
      '\t',
      '# c\n',
      '// i\n',
      '/* */',
      '/* import "x" */',
      '/**/',
    );
    fc.assert(
      fc.property(
        fc.array(blank),
        fc.constantFrom('import', 'importstr', 'importbin'),
        (blanks, keyword) => {
          expect(
            paths(`{a:${keyword}${blanks.join('')}"/etc/passwd"}`),
          ).toContain('/etc/passwd');
        },
      ),
    );
  });

  it.each([
    [`import @'/etc/passwd'`, 'a text block or an @-text'],
    [`importstr |||\n  /etc/passwd\n|||`, 'a text block or an @-text'],
    [`import "\\u002fetc/passwd"`, 'without escapes'],
  ])('refuses what can be read in two ways: %s', (code, message) => {
    expect(() => jsonnetImports(code)).toThrow(message);
  });

  it('is done soon with a file that was made to take long', () => {
    const before = performance.now();
    expect(() => jsonnetImports('import /* '.repeat(100_000))).toThrow(
      'too many comments',
    );
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
