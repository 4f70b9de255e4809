import { InputError } from '@backstage/errors';
import { SemVersion, parseSemVersion } from './SemVersion';
import { SemverOperator, SemverTerm, satisfiesTerm } from './semverTerm';

const MAX_LENGTH = 1024;
const IDENTIFIERS = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
// The bar belongs to the class in Masterminds/semver too, so that `1.0 - 2.0||3.0` without spaces is refused.
const PART = '[0-9xX*|]+';
const VERSION = `v?${PART}(?:\\.${PART})?(?:\\.${PART})?(?:-${IDENTIFIERS})?(?:\\+${IDENTIFIERS})?`;
const RANGE = new RegExp(`(${VERSION})\\s+-\\s+(${VERSION})\\s*`, 'g');
const TERM = new RegExp(`(!=|>=|=>|<=|=<|~>|[=<>~^])?\\s*(${VERSION})`, 'y');
const SEPARATOR = /\s*,\s*|\s+/y;
const VERSION_PARTS = new RegExp(
  `^v?(${PART})(?:\\.(${PART}))?(?:\\.(${PART}))?((?:-${IDENTIFIERS})?)`,
);
const OPERATORS: Record<string, SemverOperator> = {
  '=>': '>=',
  '=<': '<=',
  '~>': '~',
};

/**
 * Reads a version constraint as Masterminds/semver does (`^1.2`, `>=1.2 <3`, `1.1 - 2`, `1.x || 3.x`, …).
 *
 * @remarks A prerelease satisfies an and-group only if some term of the group names a prerelease. An empty
 * constraint admits every version. Throws `InputError` for one that does not parse.
 * @returns whether a tag's text, read leniently, is a version that satisfies it
 * @public
 */
export function semverConstraint(text: string): (version: string) => boolean {
  const matches = versionConstraint(text);
  return version => {
    const parsed = parseSemVersion(version, false);
    return parsed !== undefined && matches(parsed);
  };
}

/** The same for versions already parsed. */
export function versionConstraint(
  text: string,
): (version: SemVersion) => boolean {
  if (text === '') {
    return () => true;
  }
  if (text.length > MAX_LENGTH) {
    throw new InputError(
      `Expected a version constraint of at most ${MAX_LENGTH} characters, found ${text.length}`,
    );
  }
  const groups = text
    .replace(RANGE, '>=$1, <=$2 ')
    .split('||')
    .map(group => parseGroup(group, text));
  return version =>
    groups.some(
      terms =>
        (version.prerelease.length === 0 ||
          terms.some(term => term.version.prerelease.length > 0)) &&
        terms.every(term => satisfiesTerm(version, term)),
    );
}

function parseGroup(group: string, whole: string): SemverTerm[] {
  const text = group.trim();
  const terms: SemverTerm[] = [];
  let at = 0;
  do {
    TERM.lastIndex = at;
    const found = TERM.exec(text);
    if (!found) {
      throw bad(whole, text.slice(at) || 'its end');
    }
    terms.push(parseTerm(found[1] ?? '=', found[2], whole));
    at += found[0].length;
    if (at === text.length) {
      return terms;
    }
    SEPARATOR.lastIndex = at;
    const separator = SEPARATOR.exec(text);
    if (!separator) {
      throw bad(whole, text.slice(at));
    }
    at += separator[0].length;
  } while (at <= text.length);
  throw bad(whole, 'its end');
}

function parseTerm(
  operator: string,
  versionText: string,
  whole: string,
): SemverTerm {
  const [, major, minor, patch, prerelease = ''] =
    VERSION_PARTS.exec(versionText) ?? [];
  const isAny = (part: string | undefined) =>
    part === undefined || /^[xX*]$/.test(part);
  let given: SemverTerm['given'] = 'all';
  let numbers = [major, minor, patch];
  if (isAny(major)) {
    given = 'nothing';
    numbers = ['0', '0', '0'];
  } else if (isAny(minor)) {
    given = 'major';
    numbers = [major, '0', '0'];
  } else if (isAny(patch)) {
    given = 'minor';
    numbers = [major, minor, '0'];
  }
  const version = parseSemVersion(numbers.join('.') + prerelease, false);
  if (!version) {
    throw bad(whole, versionText);
  }
  return {
    operator: OPERATORS[operator] ?? (operator as SemverOperator),
    version,
    given,
  };
}

function bad(constraint: string, where: string): InputError {
  return new InputError(
    `Expected a version constraint such as "^1.2.0" or ">=1.2 <3", found "${constraint}" (at ${where})`,
  );
}
