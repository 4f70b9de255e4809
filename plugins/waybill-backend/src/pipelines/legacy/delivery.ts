import { PromotionStepDefinition } from '@waybill/backstage-plugin-waybill-common';
import { GitRepoUpdate } from '../schemas/mechanismsSchema';
import { step } from './step';

/** How a commit gets to its branch. */
export interface Delivery {
  steps: PromotionStepDefinition[];
  /** What waits for somebody else. */
  waits: PromotionStepDefinition[];
  /** Alias of the step whose `commit` output is where the branch is in the end. */
  done: string;
}

/** The head branch of a Stage's pull requests, as Kargo names it. */
export function pullRequestBranch(project: string, stage: string): string {
  return `kargo/${project}/${stage}/promotion`;
}

/** Straight to the branch. Nothing was committed: nothing to push, and that is a success. */
export function directPush(
  { writeBranch }: GitRepoUpdate,
  { suffix, out }: { suffix: string; out: string },
): Delivery {
  const push = `push${suffix}`;
  return {
    steps: [
      step(
        'git-push',
        push,
        { path: out, targetBranch: writeBranch },
        succeeded(`commit${suffix}`),
      ),
    ],
    waits: [],
    done: push,
  };
}

/** To the Stage's own branch, and from there by a pull request; one that is open already is used again. */
export function viaPullRequest(
  { repoURL, writeBranch, pullRequest }: GitRepoUpdate,
  options: { suffix: string; out: string; head: string; message: string },
): Delivery {
  const { suffix, out, head, message } = options;
  const [push, pr, merged] = ['push', 'pr', 'merged'].map(
    name => `${name}${suffix}`,
  );
  const provider = {
    ...(pullRequest?.github && { provider: 'github' }),
    ...(pullRequest?.gitlab && { provider: 'gitlab' }),
  };
  return {
    steps: [
      step(
        'git-push',
        push,
        { path: out, targetBranch: head, force: true },
        succeeded(`commit${suffix}`),
      ),
      step(
        'git-open-pr',
        pr,
        {
          repoURL,
          ...provider,
          sourceBranch: head,
          targetBranch: writeBranch,
          title: message.split('\n')[0],
        },
        succeeded(push),
      ),
    ],
    waits: [
      step(
        'git-wait-for-pr',
        merged,
        { repoURL, ...provider, prNumber: `\${{ outputs['${pr}'].pr.id }}` },
        succeeded(pr),
      ),
    ],
    done: merged,
  };
}

function succeeded(alias: string): string {
  return `success() && status('${alias}') == 'Succeeded'`;
}
