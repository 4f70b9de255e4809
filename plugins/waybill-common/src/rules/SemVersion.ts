import { compareText } from './compareText';

/** A version by its parts. Numbers are `bigint`, since they may need 64 bits. */
export interface SemVersion {
  major: bigint;
  minor: bigint;
  patch: bigint;
  /** Empty for a release. */
  prerelease: string[];
}

const IDENTIFIERS = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const SUFFIX = `(?:-(${IDENTIFIERS}))?(?:\\+${IDENTIFIERS})?`;
const LOOSE = new RegExp(`^v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?${SUFFIX}$`);
const STRICT = new RegExp(
  `^v?(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)${SUFFIX}$`,
);
const LARGEST = 2n ** 64n - 1n;

/**
 * A tag as a version; undefined if it is none.
 *
 * @remarks Not strict: minor and patch may be missing and numbers may have leading zeros. Strict: exactly
 * `MAJOR.MINOR.PATCH[-prerelease][+build]`. A leading `v` is allowed in both. This is what Masterminds/semver reads;
 * the `semver` package stops at 53 bits, which a tag made of a time of day exceeds.
 */
export function parseSemVersion(
  text: string,
  strict: boolean,
): SemVersion | undefined {
  const [matched, ...parts] = (strict ? STRICT : LOOSE).exec(text) ?? [];
  if (matched === undefined) {
    return undefined;
  }
  const [major, minor, patch] = parts
    .slice(0, 3)
    .map(part => BigInt(part ?? 0));
  const prerelease = parts[3]?.split('.') ?? [];
  const valid =
    [major, minor, patch].every(number => number <= LARGEST) &&
    !prerelease.some(identifier => /^0\d+$/.test(identifier));
  return valid ? { major, minor, patch, prerelease } : undefined;
}

/** Negative if `a` is lower, 0 if equal; build metadata plays no part. */
export function compareSemVersions(a: SemVersion, b: SemVersion): number {
  return (
    order(a.major, b.major) ||
    order(a.minor, b.minor) ||
    order(a.patch, b.patch) ||
    comparePrereleases(a.prerelease, b.prerelease)
  );
}

/** A release is above its prereleases; a number is below a word, and the shorter of two equal beginnings is lower. */
export function comparePrereleases(a: string[], b: string[]): number {
  if (a.length === 0 || b.length === 0) {
    return b.length - a.length;
  }
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = compareIdentifiers(a[i], b[i]);
    if (difference !== 0) {
      return difference;
    }
  }
  return a.length - b.length;
}

function compareIdentifiers(a: string, b: string): number {
  const numbers = [a, b].map(it => /^\d+$/.test(it));
  if (numbers[0] && numbers[1]) {
    return order(BigInt(a), BigInt(b));
  }
  return Number(numbers[1]) - Number(numbers[0]) || compareText(a, b);
}

function order(a: bigint, b: bigint): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
