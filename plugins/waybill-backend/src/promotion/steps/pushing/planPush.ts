import { StepContext, StepPlan } from '@waybill/backstage-plugin-waybill-node';
import { committedChanges } from '../../workspace/RecordingWorkTree';
import { fileEffects } from '../fileEffects';
import { pushOutput } from './pushOutput';
import { hasCommits, PushConfig, pushTarget } from './pushTarget';

/**
 * What a push would do.
 *
 * @param type - the step, as it stands in what is signed
 */
export function planPush(
  context: StepContext,
  config: PushConfig,
  type: 'git-push' | 'github-push',
): StepPlan {
  const tree = context.workspace.treeAt(config.path);
  const { branch, force } = pushTarget(context, config, tree);
  const output = pushOutput(tree, { branch }, tree.head ?? '');
  if (!hasCommits(tree, branch)) {
    return { summary: `nothing to push to ${branch}`, effects: [], output };
  }
  return {
    summary: `push to ${branch} of ${tree.repoURL}`,
    effects: [
      {
        type,
        repoURL: tree.repoURL,
        branch,
        force,
        files: fileEffects(committedChanges(tree) ?? []),
      },
    ],
    output,
    // GitHub makes the commit, so nobody knows its id before.
    ...(type === 'github-push' && { unknowns: ['commit'] }),
  };
}
