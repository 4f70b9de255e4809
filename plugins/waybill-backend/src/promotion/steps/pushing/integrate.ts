import { WAYBILL_PROMOTION_TRAILER } from '@waybill/backstage-plugin-waybill-common';
import {
  CommitAuthor,
  StepContext,
  StepFailure,
  WorkTree,
} from '@waybill/backstage-plugin-waybill-node';
import { isOnBranch } from '../isOnBranch';
import { integrationFor } from './integrationFor';

/**
 * Brings the tree at a path to where it can be pushed onto a branch's tip. `nothing`: the tip has all that it would bring. Throws a
 * `StepFailure` that names the files which somebody else has changed differently.
 */
export async function integrate(
  context: StepContext,
  path: string,
  onto: { branch: string; tip: string },
): Promise<'ready' | 'nothing'> {
  const { git, workspace, signal } = context;
  const tree = workspace.treeAt(path);
  const { repoURL, base } = tree;
  const { branch, tip } = onto;
  const { integration } = git.pushRules(repoURL);
  // A tree on nothing is all our own.
  const onlyOwn =
    base === undefined || (await isOnBranch(git, repoURL, base, tip, signal));
  switch (integrationFor(integration, onlyOwn)) {
    case 'again': {
      await context.replayOnto(path, tip);
      return context.workspace.treeAt(path).head === tip ? 'nothing' : 'ready';
    }
    case 'merge':
      return merge(context, path, tree, onto);
    default:
      throw new StepFailure(
        `${branch} of ${repoURL} has commits that "${path}" has not, and the other way round; "${integration}" (waybill.git.pushIntegrationPolicy) allows no merge, and commits that are not this promotion's are not made anew`,
      );
  }
}

async function merge(
  context: StepContext,
  path: string,
  tree: WorkTree,
  { branch, tip }: { branch: string; tip: string },
): Promise<'ready' | 'nothing'> {
  const { promotion, signal } = context;
  const author: CommitAuthor =
    context.workspace.authorAt(path) ?? context.author;
  const result = await tree.merge({
    commit: tip,
    message: `Merge promotion ${promotion.id} into ${branch}`,
    author: { name: author.name, email: author.email },
    trailers: { [WAYBILL_PROMOTION_TRAILER]: promotion.id },
    date: context.startedAt,
    signingKey: author.signingKey,
    signal,
  });
  if (result.status === 'conflict') {
    throw new StepFailure(
      `${branch} of ${
        tree.repoURL
      } has been changed by somebody else in the same places: ${named(
        result.paths,
      )}`,
    );
  }
  if (result.changed.length > 0) {
    return 'ready';
  }
  await tree.reset(tip, signal);
  return 'nothing';
}

function named(paths: string[]): string {
  const first = paths.slice(0, 10).join(', ');
  return paths.length > 10
    ? `${first} and ${paths.length - 10} more files`
    : first;
}
