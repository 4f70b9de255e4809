import {
  JsonObject,
  normalizeGitUrl,
  PromotionStepDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { Problem } from '../parse/Problem';
import { ArgoCDAppUpdate } from '../schemas/mechanismsSchema';
import {
  chartVersion,
  imageField,
  imageValue,
  literal,
  quoted,
} from './imageExpressions';
import { step } from './step';
import { SubscribedArtifacts } from './SubscribedArtifacts';

type SourceUpdate = ArgoCDAppUpdate['sourceUpdates'][number];

/** A repository that the Stage writes and that its Freight carries a commit of. */
export interface WrittenRepository {
  repoURL: string;
  /** An expression: where the written branch is afterwards. */
  healthRevision: string;
}

/**
 * `argoCDAppUpdates` as one step.
 *
 * @remarks An application is asked for a revision only where the Freight carries a commit of its repository: the one this Stage
 * made from it, or else that commit itself. Problems have paths relative to the list.
 */
export function translateArgoUpdates(
  updates: readonly ArgoCDAppUpdate[],
  written: readonly WrittenRepository[],
  artifacts: SubscribedArtifacts,
): { steps: PromotionStepDefinition[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const apps = updates.map((update, index): JsonObject => {
    if (update.sourceUpdates.length === 0 && written.length > 1) {
      problems.push({
        path: [index],
        message: `Which of ${written
          .map(({ repoURL }) => repoURL)
          .join(' and ')} the application ${
          update.appName
        } follows cannot be told; say so in sourceUpdates`,
      });
    }
    const sources =
      update.sourceUpdates.length > 0
        ? update.sourceUpdates.map(source =>
            translateSource(source, written, artifacts),
          )
        : written.slice(0, 1).map(({ repoURL, healthRevision }) => ({
            repoURL,
            desiredRevision: `\${{ ${healthRevision} }}`,
          }));
    return {
      name: update.appName,
      namespace: update.appNamespace,
      ...(sources.length > 0 && { sources }),
    };
  });
  return {
    steps: apps.length > 0 ? [step('argocd-update', 'argocd', { apps })] : [],
    problems,
  };
}

function translateSource(
  source: SourceUpdate,
  written: readonly WrittenRepository[],
  artifacts: SubscribedArtifacts,
): JsonObject {
  const { repoURL, chart } = source;
  const revision = chart
    ? revisionOfChart(repoURL, chart, artifacts)
    : revisionOfCommit(repoURL, written, artifacts);
  const isCarried = ({ image }: { image: string }) =>
    artifacts.images.has(image);
  const kustomize = (source.kustomize?.images ?? []).filter(isCarried);
  const helm = (source.helm?.images ?? []).filter(isCarried);
  return {
    repoURL,
    ...(chart && { chart }),
    ...(revision && { desiredRevision: `\${{ ${revision} }}` }),
    ...(revision &&
      source.updateTargetRevision && { updateTargetRevision: true }),
    ...(kustomize.length > 0 && {
      kustomize: {
        images: kustomize.map(({ image, useDigest }) => ({
          repoURL: image,
          newName: image,
          ...(useDigest
            ? { digest: quoted(imageField(image, 'Digest')) }
            : { tag: quoted(imageField(image, 'Tag')) }),
        })),
      },
    }),
    ...(helm.length > 0 && {
      helm: {
        images: helm.map(({ image, key, value }) => ({
          key,
          value: imageValue(image, value),
        })),
      },
    }),
  };
}

function revisionOfChart(
  repoURL: string,
  name: string,
  { charts }: SubscribedArtifacts,
): string | undefined {
  const carried = charts.find(
    chart => chart.repoURL === repoURL && chart.name === name,
  );
  // A version such as 1.10 would become a number.
  return carried && `quote(${chartVersion(repoURL, name)})`;
}

function revisionOfCommit(
  repoURL: string,
  written: readonly WrittenRepository[],
  { commits }: SubscribedArtifacts,
): string | undefined {
  const wanted = normalizeGitUrl(repoURL);
  const same = (other: { repoURL: string }) =>
    normalizeGitUrl(other.repoURL) === wanted;
  const carried = commits.find(same);
  return (
    written.find(same)?.healthRevision ??
    (carried && `commitFrom(${literal(carried.repoURL)}).ID`)
  );
}
