import { ConflictError } from '@backstage/errors';
import {
  StepContext,
  StepFailure,
  StepResult,
  WorkTree,
} from '@waybill/backstage-plugin-waybill-node';
import { isOnBranch } from '../isOnBranch';
import { isRefusal } from '../isRefusal';
import { findOwnPush } from './findOwnPush';
import { integrate } from './integrate';
import { pushedOutput, pushOutput } from './pushOutput';
import { pushOnce, PushOutcome } from './pushOnce';
import { hasCommits, PushConfig, pushTarget } from './pushTarget';

const DEFAULT_ATTEMPTS = 10;

/**
 * Moves a branch of the remote to the tree's head.
 *
 * @remarks The branch is compared and swapped; after a lost race the platform's integration policy says how it goes on. A commit that
 * is on the branch already, from before a crash or under an answer that never came, is taken and not made again. Pushes of one process
 * to one branch take turns, so that twenty of them do not lose two hundred races against each other.
 * @param verified - GitHub is to make the commits itself
 */
export async function pushTree(
  context: StepContext,
  config: PushConfig,
  verified: boolean,
): Promise<StepResult> {
  const tree = context.workspace.treeAt(config.path);
  const to = pushTarget(context, config, tree);
  if (tree.head === undefined) {
    throw new StepFailure(
      `Nothing has been committed in "${config.path}", so there is nothing to push`,
    );
  }
  const { repoURL } = tree;
  const { signal } = context;
  // An answer to a try before this one may have been lost; a look finds what came of it, but not what is still on its way.
  const { commit, isRefused } = context.record.value;
  const mayHavePushed = commit !== undefined && !isRefused;
  try {
    return await context.git.inTurn(
      { repoURL, branch: to.branch, signal },
      waited => pushInTurn(context, config, { ...to, verified, waited }),
    );
  } catch (error) {
    if (!signal.aborted && !mayHavePushed && isRefusal(error)) {
      await context.record.note({ isRefused: true });
    }
    throw error;
  }
}

interface Push {
  branch: string;
  force: boolean;
  verified: boolean;
  /** Others of this process were in front. */
  waited: boolean;
}

async function pushInTurn(
  context: StepContext,
  config: PushConfig,
  { branch, force, verified, waited }: Push,
): Promise<StepResult> {
  let tree = context.workspace.treeAt(config.path);
  const own = commitsOf(context);
  const succeeded = async (commit: string, message: string) => {
    if (commit !== context.record.value.commit) {
      await context.record.note({ pushed: commit });
    }
    const { provider } = config;
    return {
      status: 'Succeeded' as const,
      message,
      output: await pushedOutput(context, tree, { branch }, commit, provider),
    };
  };

  const ownPush = () => findOwnPush(context, tree, { branch, verified }, own);
  const taken = await ownPush();
  if (taken) {
    return succeeded(taken, `${branch} has ${short(taken)} already`);
  }
  if (!hasCommits(tree, branch)) {
    return {
      status: 'Skipped',
      message: `Nothing to push: no commit was made for ${branch}`,
      output: pushOutput(tree, { branch }, tree.head ?? ''),
    };
  }

  let expected = await firstExpectation(context, tree, branch, force);
  /** Makes the tree fit onto the tip; true: there is nothing left to push. */
  const integrated = async (tip: string) => {
    const left = await integrate(context, config.path, { branch, tip });
    tree = context.workspace.treeAt(config.path);
    expected = tip;
    return left === 'nothing';
  };
  const already = (tip: string) =>
    succeeded(tip, `${branch} has these changes already, from somebody else`);

  if (waited && !force) {
    // The one in front has moved it, as a rule: a push that must fail would only cost time.
    const tip = await movedTo(context, tree, branch, own);
    if (tip && (await integrated(tip))) {
      return already(tip);
    }
  }
  const attempts = config.maxAttempts ?? DEFAULT_ATTEMPTS;
  const rules = context.git.pushRules(tree.repoURL);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const commit: string = tree.head ?? '';
    await context.record.note({
      repoURL: tree.repoURL,
      branch,
      commit,
      base: expected ?? null,
      treeBase: tree.base ?? null,
      isRefused: false,
    });
    const outcome = await pushOnce(context, tree, {
      branch,
      commit,
      expected,
      force,
      ...(verified && { verified: { maxRevisions: rules.maxRevisions } }),
    }).catch(async (error): Promise<PushOutcome> => {
      context.signal.throwIfAborted();
      // The answer may be what was lost, not the push.
      const there = verified && (await ownPush().catch(() => undefined));
      if (there) {
        return { pushed: true, commit: there };
      }
      throw error;
    });
    if (outcome.pushed) {
      return succeeded(
        outcome.commit,
        `${branch} is at ${short(outcome.commit)}`,
      );
    }
    const { tip } = outcome;
    context.logger.info(
      `Push to ${branch} of ${tree.repoURL} lost a race (attempt ${attempt} of ${attempts})`,
    );
    if (force || tip === undefined || own.has(tip)) {
      // Nothing of others to build on: only the expectation was wrong.
      expected = tip ?? null;
    } else if (await integrated(tip)) {
      return already(tip);
    }
  }
  throw new ConflictError(
    `${branch} of ${tree.repoURL} moved during each of ${attempts} attempts to push`,
  );
}

/** Commits that earlier steps of this Promotion made. */
function commitsOf(context: StepContext): Set<string> {
  return new Set(
    Object.values(context.outputs)
      .map(output => output.commit)
      .filter((commit): commit is string => typeof commit === 'string'),
  );
}

async function firstExpectation(
  { git, signal }: StepContext,
  tree: WorkTree,
  branch: string,
  force: boolean,
): Promise<string | null | undefined> {
  if (!force && tree.branch === branch) {
    return tree.base ?? null;
  }
  const { repoURL } = tree;
  const remote = await git.resolve({ repoURL, branch, signal });
  if (force || !remote) {
    return remote?.commit ?? null;
  }
  // Another branch that exists: whatever it is, as long as it fast-forwards.
  return undefined;
}

/** The branch's tip, if it has commits that the tree has not. */
async function movedTo(
  { git, signal }: StepContext,
  tree: WorkTree,
  branch: string,
  own: Set<string>,
): Promise<string | undefined> {
  const { repoURL, base } = tree;
  const tip = (await git.resolve({ repoURL, branch, signal }))?.commit;
  const contained =
    !tip ||
    tip === base ||
    own.has(tip) ||
    (base !== undefined && (await isOnBranch(git, repoURL, tip, base, signal)));
  return contained ? undefined : tip;
}

function short(commit: string): string {
  return commit.slice(0, 7);
}
