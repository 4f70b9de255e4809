import { InputError } from '@backstage/errors';
import fc from 'fast-check';
import semver from 'semver';
import { orError } from '../__testUtils__/describeConformance';
import { compareSemVersions, parseSemVersion } from './SemVersion';
import { selectSemVerTags } from './selectSemVerTags';
import { semverConstraint } from './semverConstraint';

const number = fc.nat(3);
const identifier = fc.constantFrom('0', '1', '10', 'alpha', 'beta', 'rc-1');
const version = fc
  .tuple(number, number, number, fc.array(identifier, { maxLength: 2 }))
  .map(([major, minor, patch, pre]) =>
    [`${major}.${minor}.${patch}`, pre.join('.')].filter(Boolean).join('-'),
  );
const release = fc.tuple(number, number, number).map(it => it.join('.'));

describe('versions', () => {
  it('are ordered as the semver package orders them', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        const order = compareSemVersions(
          parseSemVersion(a, true)!,
          parseSemVersion(b, true)!,
        );
        expect(Math.sign(order)).toBe(semver.compare(a, b));
      }),
    );
  });
});

describe('semverConstraint', () => {
  // Where Masterminds/semver and the semver package agree: whole versions, releases only.
  it.each(['^', '>', '<', '>=', '<=', '='])(
    'means by %s what the semver package means',
    operator => {
      fc.assert(
        fc.property(release, release, (wanted, found) => {
          const constraint = operator + wanted;
          expect(semverConstraint(constraint)(found)).toBe(
            semver.satisfies(found, constraint),
          );
        }),
      );
    },
  );

  it.each([
    ['!=1.2.x', '1.3.0', true],
    ['!=1.2.x', '1.2.0', false],
    ['!=1.2.x-0', '1.2.0-rc', true],
    ['>1.x', '1.9.0', false],
    ['>1.x', '2.0.0', true],
    ['>1.2', '1.2.9', false],
    ['<=1.2', '1.2.9', true],
    ['<=1', '2.0.0', false],
    ['~1.2.3', '1.2.9', true],
    ['~1.2.3', '1.3.0', false],
    ['~0.0.0', '7.0.0', true],
    ['^0.0', '0.0.9', true],
    ['^0.0', '0.1.0', false],
    ['1.0.0-rc.1', '1.0.0-rc.1', true],
    ['>=1.0.0', '1.0.0-rc.1', false],
    ['>=1.0.0-0 <2', '1.5.0-rc.1', true],
    ['', 'v0.0.1-rc.1', true],
    ['^1', 'latest', false],
  ])('%s and %s: %s', (constraint, text, expected) => {
    expect(semverConstraint(constraint)(text)).toBe(expected);
  });

  it.each(['latest', '>=', '1.2.3.4', ' ', '1 || ', '^^1', '>=1,', '1;2'])(
    'refuses %j and names it',
    constraint => {
      expect(() => semverConstraint(constraint)).toThrow(InputError);
      expect(() => semverConstraint(constraint)).toThrow(`"${constraint}"`);
    },
  );

  it('answers or refuses any text, quickly', () => {
    const characters = fc.constantFrom(...'019.xX*|^~<>=!-, v+a');
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 60 }), text => {
        expect([true, false, { error: true }]).toContainEqual(
          orError(() => semverConstraint(text)('1.2.3')),
        );
      }),
    );
    const started = performance.now();
    expect(() => semverConstraint(`1${' '.repeat(1000)}!`)).toThrow(InputError);
    expect(() => semverConstraint('1 '.repeat(10_000))).toThrow('at most 1024');
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('selectSemVerTags', () => {
  const options = {
    constraint: '',
    strictSemvers: true,
    allowTagsRegexes: [],
    ignoreTagsRegexes: [],
  };

  it('returns tags as they are written, newest first, and no others', () => {
    const tag = fc.oneof(
      version,
      version.map(it => `v${it}`),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.uniqueArray(tag), fc.nat(5), (tags, limit) => {
        const all = selectSemVerTags({ ...options, tags });
        expect(new Set(all)).toEqual(
          new Set(tags.filter(it => parseSemVersion(it, true))),
        );
        expect(all).toEqual([...all].sort((a, b) => semver.rcompare(a, b)));
        expect(selectSemVerTags({ ...options, tags, limit })).toEqual(
          limit === 0 ? all : all.slice(0, limit),
        );
      }),
    );
  });

  it('takes numbers that need 64 bits', () => {
    const tags = ['1.0.20261121031600123', '1.0.20261121031600124'];
    expect(selectSemVerTags({ ...options, tags })).toEqual([...tags].reverse());
  });

  it.each(['(open', '^(?!latest)', '(a)\\1'])(
    'refuses the expression %s',
    re => {
      expect(() =>
        selectSemVerTags({ ...options, tags: [], ignoreTagsRegexes: [re] }),
      ).toThrow(`found "${re}"`);
    },
  );
});
