import { InputError } from '@backstage/errors';
import fc from 'fast-check';
import { matchesPathFilters } from './matchesPathFilters';

const includes = (pattern: string, path: string) =>
  matchesPathFilters([path], [pattern], []);

describe('matchesPathFilters', () => {
  it.each([
    ['apps', 'apps/a.yaml', true],
    ['apps', 'applications/a.yaml', false],
    ['./apps//x/', 'apps/x/a.yaml', true],
    ['apps/../libs', 'libs/a', true],
    ['glob:**', 'a/b/c', true],
    ['glob:a/**/d', 'a/d', true],
    ['glob:a/**/d', 'a/b/c/d', true],
    ['glob:a/**/d', 'a/b/xd', false],
    ['glob:{a/**,b}', 'a/x/y', true],
    ['glob:{a/**,b}', 'b/x', false],
    ['glob:{a,{b,c}}.y', 'c.y', true],
    ['glob:a.b', 'axb', false],
    ['glob:(a|b)+', '(a|b)+', true],
    ['glob:[!a-c]', 'd', true],
    ['glob:[!a-c]', '/', false],
    ['glob:[\\]]', ']', true],
    ['glob:ä?', 'ä🚀', true],
    ['regex:\\.ya?ml$', 'x/values.yml', true],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(includes(pattern, path)).toBe(expected);
  });

  it.each([
    'glob:[',
    'glob:[]',
    'glob:{a',
    'glob:a\\',
    'glob:[z-a]',
    'regex:(',
  ])('refuses %s', pattern => {
    expect(() => matchesPathFilters([], [pattern], [])).toThrow(InputError);
    expect(() => matchesPathFilters([], [], [pattern])).toThrow(InputError);
  });

  it('takes an escaped text for itself', () => {
    const segment = fc.string({ minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(segment, path => {
        const escaped = [...path].map(char => `\\${char}`).join('');
        expect(includes(`glob:${escaped}`, path)).toBe(true);
        expect(includes(`glob:${escaped}`, `${path}x`)).toBe(false);
      }),
    );
  });

  it('matches in linear time what would take a backtracking matcher for ever', () => {
    const started = performance.now();
    expect(includes(`glob:${'*a'.repeat(30)}b`, 'a'.repeat(3000))).toBe(false);
    expect(includes('regex:(a*)*b', 'a'.repeat(3000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
