import { PromotionStepDefinition } from '@waybill/backstage-plugin-waybill-common';
import { GitRepoUpdate } from '../schemas/mechanismsSchema';
import { chartEdits } from './chartEdits';
import { checkOut } from './checkOut';
import { commitMessage } from './commitMessage';
import { directPush, pullRequestBranch, viaPullRequest } from './delivery';
import { Edits } from './Edits';
import { helmEdits } from './helmEdits';
import { kustomizeEdits } from './kustomizeEdits';
import { loopGuard } from './loopGuard';
import { readRef } from './readRef';
import { step } from './step';
import { SubscribedArtifacts } from './SubscribedArtifacts';

/** A Git update as steps, in the two parts between which other updates have their turn. */
export interface TranslatedGitUpdate {
  repoURL: string;
  /** Up to the pushed commit or the open pull request. */
  steps: PromotionStepDefinition[];
  /** The wait for the merge. */
  waits: PromotionStepDefinition[];
  /**
   * An expression: the commit the branch is at afterwards. Only where the Freight carries a commit of the repository; v0.3 asks
   * no application for another one, so that a Stage stays healthy when the next ones write the same branch.
   */
  healthRevision?: string;
}

/**
 * One element of `gitRepoUpdates`.
 *
 * @param options.suffix - what tells its aliases and folders from another update's: empty, or `-2`
 */
export function translateGitUpdate(
  update: GitRepoUpdate,
  options: {
    project: string;
    stage: string;
    suffix: string;
    artifacts: SubscribedArtifacts;
  },
): TranslatedGitUpdate | { problem: string } {
  const { project, stage, suffix, artifacts } = options;
  const ref = readRef(update, artifacts.commits);
  if ('problem' in ref) {
    return ref;
  }
  const out = `./out${suffix}`;
  const edits = editsOf(update, artifacts, out);
  const message = commitMessage(edits.changes);
  const delivery = update.pullRequest
    ? viaPullRequest(update, {
        suffix,
        out,
        head: pullRequestBranch(project, stage),
        message,
      })
    : directPush(update, { suffix, out });

  return {
    repoURL: update.repoURL,
    steps: [
      ...loopGuard(update, ref, suffix),
      ...checkOut(update, ref, suffix, out),
      ...edits.steps.map(({ uses, config }, index) =>
        step(uses, `edit${suffix}-${index + 1}`, config),
      ),
      step('git-commit', `commit${suffix}`, { path: out, message }),
      ...delivery.steps,
    ],
    waits: delivery.waits,
    ...(ref.from === 'commit' && {
      healthRevision: `status('${delivery.done}') == 'Succeeded' ? outputs['${delivery.done}'].commit : outputs['commit${suffix}'].commit`,
    }),
  };
}

function editsOf(
  { kustomize, helm }: GitRepoUpdate,
  { images, charts }: SubscribedArtifacts,
  out: string,
): Edits {
  if (kustomize) {
    return kustomizeEdits(kustomize, images, out);
  }
  const edits = helm
    ? [helmEdits(helm, images, out), chartEdits(helm, charts, out)]
    : [];
  return {
    steps: edits.flatMap(({ steps }) => steps),
    changes: edits.flatMap(({ changes }) => changes),
  };
}
