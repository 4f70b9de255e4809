import {
  normalizeChartUrl,
  normalizeGitUrl,
  normalizeImageUrl,
  Subscription,
  WarehouseDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { Problem } from '../parse/Problem';
import { ChartSubscriptionDocument } from '../schemas/chartSubscriptionSchema';
import { GitSubscriptionDocument } from '../schemas/gitSubscriptionSchema';
import { ImageSubscriptionDocument } from '../schemas/imageSubscriptionSchema';
import { WarehouseDocument } from '../schemas/warehouseSchema';
import { checkPatterns } from './checkPatterns';

const SUBSCRIPTIONS = ['spec', 'subscriptions'] as const;

/** A Warehouse's document to its definition. */
export function toWarehouse(document: WarehouseDocument): {
  warehouse: WarehouseDefinition;
  problems: Problem[];
} {
  const { metadata, spec } = document;
  const subscriptions = spec.subscriptions.map(
    ({ name, image, chart, git }) => {
      if (image) {
        return toImage(image, name);
      }
      return chart ? toChart(chart, name) : toGit(git!, name);
    },
  );
  return {
    warehouse: {
      name: metadata.name,
      intervalSeconds: spec.interval,
      freightCreationPolicy: spec.freightCreationPolicy,
      subscriptions,
    },
    problems: [
      ...findTwins(subscriptions),
      ...subscriptions.flatMap((subscription, index) =>
        checkPatterns(subscription).map(problem => ({
          ...problem,
          path: [...SUBSCRIPTIONS, index, ...problem.path],
        })),
      ),
    ],
  };
}

function toImage(
  image: ImageSubscriptionDocument,
  name: string | undefined,
): Subscription {
  return {
    kind: 'image',
    ...(name && { name }),
    repoURL: image.repoURL,
    imageSelectionStrategy: 'SemVer',
    constraint: image.constraint || image.semverConstraint || '',
    strictSemvers: image.strictSemvers,
    allowTagsRegexes: [
      ...image.allowTagsRegexes,
      ...(image.allowTags ? [image.allowTags] : []),
    ],
    ignoreTagsRegexes: [
      ...image.ignoreTagsRegexes,
      ...image.ignoreTags.map(tag => `^${escapeRegex(tag)}$`),
    ],
    ...(image.platform && { platform: image.platform }),
    discoveryLimit: image.discoveryLimit,
    insecureSkipTLSVerify: image.insecureSkipTLSVerify,
  };
}

function toGit(
  git: GitSubscriptionDocument,
  name: string | undefined,
): Subscription {
  return {
    kind: 'git',
    ...(name && { name }),
    repoURL: git.repoURL,
    commitSelectionStrategy: 'NewestFromBranch',
    ...(git.branch && { branch: git.branch }),
    includePaths: git.includePaths,
    excludePaths: git.excludePaths,
    discoveryLimit: git.discoveryLimit,
  };
}

function toChart(
  chart: ChartSubscriptionDocument,
  name: string | undefined,
): Subscription {
  return {
    kind: 'chart',
    ...(name && { name }),
    repoURL: chart.repoURL,
    ...(chart.name && { chartName: chart.name }),
    semverConstraint: chart.semverConstraint,
    discoveryLimit: chart.discoveryLimit,
    insecureSkipTLSVerify: chart.insecureSkipTLSVerify,
  };
}

/** Expressions find an artifact by its repository, so a Warehouse may subscribe to each only once. */
function findTwins(subscriptions: Subscription[]): Problem[] {
  const seen = new Set<string>();
  const names = new Set<string>();
  return subscriptions.flatMap((subscription, index) => {
    const { kind, repoURL, name } = subscription;
    const key = identityOf(subscription);
    const problems: Problem[] = [];
    if (seen.has(key)) {
      problems.push({
        path: [...SUBSCRIPTIONS, index, kind, 'repoURL'],
        message: `The Warehouse already subscribes to ${
          subscription.kind === 'chart' && subscription.chartName
            ? `${subscription.chartName} of `
            : ''
        }${repoURL}`,
      });
    }
    if (name && names.has(name)) {
      problems.push({
        path: [...SUBSCRIPTIONS, index, 'name'],
        message: `Two subscriptions have the name "${name}"`,
      });
    }
    seen.add(key);
    names.add(name ?? '');
    return problems;
  });
}

function identityOf(subscription: Subscription): string {
  const { kind, repoURL } = subscription;
  switch (kind) {
    case 'git':
      return `git ${normalizeGitUrl(repoURL)}`;
    case 'chart':
      return `chart ${normalizeChartUrl(repoURL.replace(/\/+$/, ''))} ${
        subscription.chartName ?? ''
      }`;
    default:
      return `image ${normalizeImageUrl(repoURL)}`;
  }
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
