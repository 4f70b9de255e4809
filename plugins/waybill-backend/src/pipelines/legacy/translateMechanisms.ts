import { PromotionStepDefinition } from '@waybill/backstage-plugin-waybill-common';
import { Problem } from '../parse/Problem';
import { GitRepoUpdate, Mechanisms } from '../schemas/mechanismsSchema';
import { SubscribedArtifacts } from './SubscribedArtifacts';
import {
  translateArgoUpdates,
  WrittenRepository,
} from './translateArgoUpdates';
import { translateGitUpdate } from './translateGitUpdate';

/** v0.3 runs all updates of one tool before those of the next. */
const TOOLS: ((update: GitRepoUpdate) => boolean)[] = [
  update => !update.kustomize && !update.helm,
  update => Boolean(update.kustomize),
  update => Boolean(update.helm),
];

/**
 * v0.3's `promotionMechanisms` as steps.
 *
 * @remarks Git first, tool by tool, then Argo CD; pull requests of one tool are open together before the first is waited for.
 * Problems have paths relative to the mechanisms.
 */
export function translateMechanisms(
  mechanisms: Mechanisms,
  options: { project: string; stage: string; artifacts: SubscribedArtifacts },
): { steps: PromotionStepDefinition[]; problems: Problem[] } {
  const { gitRepoUpdates, argoCDAppUpdates } = mechanisms;
  const steps: PromotionStepDefinition[] = [];
  const problems: Problem[] = [];
  const written: WrittenRepository[] = [];

  for (const isOfTool of TOOLS) {
    const waits: PromotionStepDefinition[] = [];
    gitRepoUpdates.forEach((update, index) => {
      if (!isOfTool(update)) {
        return;
      }
      const translated = translateGitUpdate(update, {
        ...options,
        suffix: gitRepoUpdates.length > 1 ? `-${index + 1}` : '',
      });
      if ('problem' in translated) {
        problems.push({
          path: ['gitRepoUpdates', index, 'writeBranch'],
          message: translated.problem,
        });
        return;
      }
      steps.push(...translated.steps);
      waits.push(...translated.waits);
      const { repoURL, healthRevision } = translated;
      if (healthRevision) {
        written.push({ repoURL, healthRevision });
      }
    });
    steps.push(...waits);
  }

  const argo = translateArgoUpdates(
    argoCDAppUpdates,
    written,
    options.artifacts,
  );
  return {
    steps: [...steps, ...argo.steps],
    problems: [
      ...problems,
      ...argo.problems.map(({ path, message }) => ({
        path: ['argoCDAppUpdates', ...path],
        message,
      })),
    ],
  };
}
