import { ArtifactChange, ArtifactChangeKind } from '../model/Changelog';
import { FreightChart, FreightCommit, FreightImage } from '../model/Artifacts';
import { Freight } from '../model/Freight';
import { normalizeChartUrl } from './normalizeChartUrl';
import { normalizeGitUrl } from './normalizeGitUrl';
import { normalizeImageUrl } from './normalizeImageUrl';
import { compareSemVersions, parseSemVersion } from './SemVersion';

/** One artifact in one or both of two Freights. */
interface Pair<T> {
  from?: T;
  to?: T;
}

/**
 * Which artifacts are not the same in two Freights, and whether the second one's are newer or older. An artifact is known again by its
 * repository (and a chart's name), among several of one repository by the name of its subscription.
 *
 * @public
 */
export function freightChanges(
  from: Pick<Freight, 'images' | 'commits' | 'charts'>,
  to: Pick<Freight, 'images' | 'commits' | 'charts'>,
): ArtifactChange[] {
  return [
    ...pairs(from.images, to.images, image => normalizeImageUrl(image.repoURL))
      .filter(pair => !isSame(pair, ({ tag, digest }) => [tag, digest]))
      .map(
        (pair): ArtifactChange => ({
          kind: 'image',
          change: kindOf(
            pair,
            byVersions(({ tag }) => tag),
          ),
          ...pair,
        }),
      ),
    ...pairs(from.commits, to.commits, commit =>
      normalizeGitUrl(commit.repoURL),
    )
      .filter(pair => !isSame(pair, ({ id }) => [id]))
      .map(
        (pair): ArtifactChange => ({
          kind: 'commit',
          change: kindOf(
            pair,
            (one, other) =>
              byVersions<FreightCommit>(({ tag }) => tag)(one, other) ||
              byTimes(one, other),
          ),
          ...pair,
        }),
      ),
    ...pairs(from.charts, to.charts, chart =>
      [normalizeChartUrl(chart.repoURL), chart.name].join(' '),
    )
      .filter(pair => !isSame(pair, ({ version }) => [version]))
      .map(
        (pair): ArtifactChange => ({
          kind: 'chart',
          change: kindOf(
            pair,
            byVersions(({ version }) => version),
          ),
          ...pair,
        }),
      ),
  ];
}

/** In the order of the second Freight; what has gone comes last. */
function pairs<T extends FreightImage | FreightCommit | FreightChart>(
  from: readonly T[],
  to: readonly T[],
  repositoryOf: (artifact: T) => string,
): Pair<T>[] {
  const left = new Set(from);
  const found = to.map((artifact): Pair<T> => {
    const isOf = (other: T) => repositoryOf(other) === repositoryOf(artifact);
    const candidates = [...left].filter(isOf);
    const isAlone = candidates.length === 1 && to.filter(isOf).length === 1;
    const before = isAlone
      ? candidates[0]
      : candidates.find(
          other => other.subscriptionName === artifact.subscriptionName,
        );
    if (before) {
      left.delete(before);
    }
    return { ...(before && { from: before }), to: artifact };
  });
  return [...found, ...[...left].map(artifact => ({ from: artifact }))];
}

function isSame<T>(
  { from, to }: Pair<T>,
  identity: (artifact: T) => (string | undefined)[],
): boolean {
  return Boolean(
    from && to && identity(from).join(' ') === identity(to).join(' '),
  );
}

/** @param compare - negative: the first is older; 0: nothing tells */
function kindOf<T>(
  { from, to }: Pair<T>,
  compare: (from: T, to: T) => number,
): ArtifactChangeKind {
  if (!from) {
    return 'added';
  }
  if (!to) {
    return 'removed';
  }
  const order = compare(from, to);
  if (order === 0) {
    return 'replaced';
  }
  return order < 0 ? 'newer' : 'older';
}

function byVersions<T>(
  versionOf: (artifact: T) => string | undefined,
): (one: T, other: T) => number {
  return (one, other) => {
    const [first, second] = [one, other].map(artifact =>
      parseSemVersion(versionOf(artifact) ?? '', false),
    );
    return first && second ? compareSemVersions(first, second) : 0;
  };
}

function byTimes(one: FreightCommit, other: FreightCommit): number {
  const difference =
    Date.parse(one.committedAt ?? '') - Date.parse(other.committedAt ?? '');
  return Number.isNaN(difference) ? 0 : difference;
}
