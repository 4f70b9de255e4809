import {
  JsonObject,
  normalizeGitUrl,
  PromotionStepDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { Problem } from '../parse/Problem';
import { ArgoCDAppUpdate } from '../schemas/mechanismsSchema';
import { imageField, literal, quoted } from './imageExpressions';
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
  const wanted = normalizeGitUrl(source.repoURL);
  const same = ({ repoURL }: { repoURL: string }) =>
    normalizeGitUrl(repoURL) === wanted;
  const carried = artifacts.commits.find(same);
  const revision =
    written.find(same)?.healthRevision ??
    (carried && `commitFrom(${literal(carried.repoURL)}).ID`);
  const images = (source.kustomize?.images ?? []).filter(({ image }) =>
    artifacts.images.has(image),
  );
  return {
    repoURL: source.repoURL,
    ...(revision && { desiredRevision: `\${{ ${revision} }}` }),
    ...(revision &&
      source.updateTargetRevision && { updateTargetRevision: true }),
    ...(images.length > 0 && {
      kustomize: {
        images: images.map(({ image, useDigest }) => ({
          repoURL: image,
          newName: image,
          ...(useDigest
            ? { digest: quoted(imageField(image, 'Digest')) }
            : { tag: quoted(imageField(image, 'Tag')) }),
        })),
      },
    }),
  };
}
