import {
  StepContext,
  StepFailure,
  StepPlan,
  StepResult,
} from '@waybill/backstage-plugin-waybill-node';
import { committedChanges } from '../../workspace/RecordingWorkTree';
import { fileEffects } from '../fileEffects';
import { isRefusal } from '../isRefusal';
import { pushedOutput, pushOutput } from './pushOutput';

/** What pushing a tag would do. */
export function planTagPush(
  { workspace }: StepContext,
  { path, tag }: { path: string; tag: string },
): StepPlan {
  const tree = workspace.treeAt(path);
  return {
    summary: `push the tag ${tag} to ${tree.repoURL}`,
    effects: [
      {
        type: 'git-push',
        repoURL: tree.repoURL,
        tag,
        files: fileEffects(committedChanges(tree) ?? []),
      },
    ],
    output: pushOutput(tree, { tag }, tree.head ?? ''),
  };
}

/** Pushes a tag that an earlier step has made; nothing of others is integrated, since a tag does not move. */
export async function pushMadeTag(
  context: StepContext,
  { path, tag, provider }: { path: string; tag: string; provider?: string },
): Promise<StepResult> {
  const tree = context.workspace.treeAt(path);
  const { signal, record } = context;
  const { repoURL } = tree;
  const { tag: triedBefore, isRefused } = record.value;
  const mayHavePushed = triedBefore !== undefined && !isRefused;
  const refused = async () => {
    if (!mayHavePushed) await record.note({ isRefused: true });
  };
  await record.note({ repoURL, tag, isRefused: false });
  const result = await tree.pushTag({ tag, signal }).catch(async error => {
    if (!signal.aborted && isRefusal(error)) await refused();
    throw error;
  });
  if (result.status === 'rejected') {
    await refused();
    throw new StepFailure(
      `${repoURL} has a tag ${tag} already, which names something else; "force" of the step git-tag would move it`,
    );
  }
  return {
    status: 'Succeeded',
    message: `${tag} names ${result.commit.slice(0, 7)}`,
    output: await pushedOutput(context, tree, { tag }, result.commit, provider),
  };
}
