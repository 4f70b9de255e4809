import {
  StepContext,
  StepDefinition,
  StepFailure,
  WorkTree,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { committedChanges } from '../workspace/RecordingWorkTree';
import { fileEffects } from './fileEffects';
import { notBuilt } from './notBuilt';
import { providerSchema } from './providers';
import { findOwnPush } from './findOwnPush';
import { pushOnce } from './pushOnce';

const DEFAULT_ATTEMPTS = 10;

const schema = z
  .strictObject({
    path: z.string().min(1),
    targetBranch: z.string().nullish(),
    generateTargetBranch: z.boolean().optional(),
    force: z.boolean().optional(),
    maxAttempts: z.int().min(1).max(2147483647).optional(),
    provider: providerSchema.optional(),
    tag: notBuilt('tag'),
  })
  .refine(
    config => !(config.targetBranch && config.generateTargetBranch),
    'only one of "targetBranch" and "generateTargetBranch" can be set',
  );
type Config = z.infer<typeof schema>;

/**
 * Moves a branch of the remote to the tree's head.
 *
 * @remarks The branch is compared and swapped. A lost race replays the file steps on the new tip. A commit that is on the branch
 * already, from before a crash or under an answer that never came, is taken and not made again.
 */
export const gitPush: StepDefinition<Config> = {
  id: 'git-push',
  kind: 'outside',
  schema,
  async plan(context, config) {
    const tree = context.workspace.treeAt(config.path);
    const branch = targetOf(context, config, tree);
    const effects = {
      type: 'git-push',
      repoURL: tree.repoURL,
      branch,
      force: config.force ?? false,
      files: fileEffects(committedChanges(tree) ?? []),
    };
    return hasCommits(tree, branch)
      ? {
          summary: `push to ${branch} of ${tree.repoURL}`,
          effects: [effects],
          output: outputOf(tree, branch, tree.head ?? ''),
        }
      : {
          summary: `nothing to push to ${branch}`,
          effects: [],
          output: outputOf(tree, branch, tree.head ?? ''),
        };
  },
  async run(context, config) {
    let tree = context.workspace.treeAt(config.path);
    const branch = targetOf(context, config, tree);
    if (tree.head === undefined) {
      throw new StepFailure(
        `Nothing has been committed in "${config.path}", so there is nothing to push`,
      );
    }
    const own = commitsOf(context);
    const taken = await findOwnPush(context, tree, branch, own);
    if (taken) {
      return {
        status: 'Succeeded',
        message: `${branch} has ${short(taken)} already`,
        output: await pushedOutput(context, tree, branch, taken),
      };
    }
    if (!hasCommits(tree, branch)) {
      return {
        status: 'Skipped',
        message: `Nothing to push: no commit was made for ${branch}`,
        output: outputOf(tree, branch, tree.head),
      };
    }

    let expected = await firstExpectation(context, config, tree, branch);
    const attempts = config.maxAttempts ?? DEFAULT_ATTEMPTS;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const commit: string = tree.head ?? '';
      await context.record.note({
        repoURL: tree.repoURL,
        branch,
        commit,
        base: expected ?? null,
      });
      const outcome = await pushOnce(context, tree, {
        branch,
        commit,
        expected,
        force: config.force ?? false,
      });
      if (outcome.pushed) {
        return {
          status: 'Succeeded',
          message: `${branch} is at ${short(commit)}`,
          output: await pushedOutput(context, tree, branch, commit),
        };
      }
      const tip = outcome.tip;
      context.logger.info(
        `Push to ${branch} of ${tree.repoURL} lost a race (attempt ${attempt} of ${attempts})`,
      );
      if (config.force || tip === undefined || own.has(tip)) {
        // Nothing of others to build on: only the expectation was wrong.
        expected = tip ?? null;
        continue;
      }
      await context.replayOnto(config.path, tip);
      tree = context.workspace.treeAt(config.path);
      if (tree.head === tip) {
        return {
          status: 'Succeeded',
          message: `${branch} has these changes already, from somebody else`,
          output: await pushedOutput(context, tree, branch, tip),
        };
      }
      expected = tip;
    }
    throw new Error(
      `${branch} of ${tree.repoURL} moved during each of ${attempts} attempts to push`,
    );
  },
};

function targetOf(
  context: StepContext,
  config: Config,
  tree: WorkTree,
): string {
  if (config.generateTargetBranch) {
    return `kargo/promotion/${context.promotion.id}`;
  }
  const branch = config.targetBranch || tree.branch;
  if (!branch) {
    throw new StepFailure(
      `"${config.path}" was cloned at a commit, so "targetBranch" must say where to push`,
    );
  }
  return branch;
}

/** A push to another branch may carry nothing but what the base has; to its own branch that would be nothing. */
function hasCommits(tree: WorkTree, branch: string): boolean {
  if (tree.head === undefined) {
    return false;
  }
  const isOwnBranch = tree.branch === branch;
  const isNew = branch.startsWith('kargo/promotion/');
  return tree.head !== tree.base || !(isOwnBranch || isNew);
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
  context: StepContext,
  config: Config,
  tree: WorkTree,
  branch: string,
): Promise<string | null | undefined> {
  if (!config.force && tree.branch === branch) {
    return tree.base ?? null;
  }
  const remote = await context.git.resolve({
    repoURL: tree.repoURL,
    branch,
    signal: context.signal,
  });
  if (config.force || !remote) {
    return remote?.commit ?? null;
  }
  // Another branch that exists: whatever it is, as long as it fast-forwards.
  return undefined;
}

function outputOf(tree: WorkTree, branch: string, commit: string) {
  const files = committedChanges(tree)?.map(change => change.path) ?? [];
  return { branch, commit, repoURL: tree.repoURL, files };
}

function short(commit: string): string {
  return commit.slice(0, 7);
}

/** With where a person can look at the commit, if the repository is on a host that is known. */
async function pushedOutput(
  context: StepContext,
  tree: WorkTree,
  branch: string,
  commit: string,
) {
  const output = outputOf(tree, branch, commit);
  try {
    const { repoURL } = tree;
    const host = await context.hosts.forRepository({ repoURL });
    return { ...output, commitURL: host.commitUrl(commit) };
  } catch {
    // The push is done; a plain Git server has no pages.
    return output;
  }
}
