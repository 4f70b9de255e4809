import { SemVersion, compareSemVersions } from './SemVersion';

/** One term of a constraint, `<operator><version>`; the version's missing or wildcard parts are 0. */
export interface SemverTerm {
  operator: SemverOperator;
  version: SemVersion;
  /** How much of the version was written: a wildcard and what follows it was not. */
  given: 'nothing' | 'major' | 'minor' | 'all';
}

export type SemverOperator = '=' | '!=' | '>' | '<' | '>=' | '<=' | '~' | '^';

/**
 * Whether a version satisfies a term, its being a prerelease left aside. The rules, corners included, are those of
 * Masterminds/semver.
 */
export function satisfiesTerm(version: SemVersion, term: SemverTerm): boolean {
  const order = compareSemVersions(version, term.version);
  switch (term.operator) {
    case '=':
      return term.given === 'all' ? order === 0 : tilde(version, term, order);
    case '!=':
      return differs(version, term, order);
    case '>':
      return greater(version, term, order);
    case '<':
      return order < 0;
    case '>=':
      return order >= 0;
    case '<=':
      return lessOrEqual(version, term, order);
    case '~':
      return tilde(version, term, order);
    case '^':
      return caret(version, term, order);
    default:
      throw new Error(`Expected an operator, found ${term.operator}`);
  }
}

/** Is the version in the range that the written parts span: `1.x` spans every 1? */
function inSpan(v: SemVersion, { version, given }: SemverTerm): boolean {
  return (
    given === 'nothing' ||
    (v.major === version.major &&
      (given === 'major' || v.minor === version.minor))
  );
}

function differs(v: SemVersion, term: SemverTerm, order: number): boolean {
  if (term.given === 'major') {
    return !inSpan(v, term);
  }
  // Of a range of one minor, its prereleases are still told apart.
  if (term.given === 'minor' && inSpan(v, term)) {
    return v.prerelease.join('.') !== term.version.prerelease.join('.');
  }
  return term.given === 'minor' || order !== 0;
}

/** `>1` begins at 2 and `>1.2` at 1.3: what is meant is above the whole range. */
function greater(v: SemVersion, term: SemverTerm, order: number): boolean {
  return term.given === 'major' || term.given === 'minor'
    ? !inSpan(v, term) && order > 0
    : order > 0;
}

/** `<=1` includes every 1. */
function lessOrEqual(v: SemVersion, term: SemverTerm, order: number): boolean {
  switch (term.given) {
    case 'major':
      return v.major <= term.version.major;
    case 'minor':
      return inSpan(v, term) || order <= 0;
    case 'nothing':
      return v.major === 0n && v.minor === 0n;
    default:
      return order <= 0;
  }
}

function tilde(v: SemVersion, term: SemverTerm, order: number): boolean {
  const { major, minor, patch } = term.version;
  const zero = major === 0n && minor === 0n && patch === 0n;
  // ~0.0.0, and with it a bare wildcard, means anything from there on.
  const open = zero && (term.given === 'all' || term.given === 'nothing');
  const spanned =
    term.given === 'all' ? { ...term, given: 'minor' as const } : term;
  return order >= 0 && (open || inSpan(v, spanned));
}

/** Up to the next change of the leftmost part that is not zero. */
function caret(v: SemVersion, term: SemverTerm, order: number): boolean {
  const { major, minor, patch } = term.version;
  if (order < 0 || v.major !== major) {
    return false;
  }
  if (major > 0n || term.given === 'major') {
    return true;
  }
  if (v.minor !== minor) {
    return false;
  }
  return minor > 0n || term.given === 'minor' || v.patch === patch;
}
