import {
  JsonObject,
  PromotionStepDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { IMAGE, REPO } from '../outside/Outside';
import { fileOf } from './fileOf';
import { StagePlan } from './makeDefinition';

/** @param version - stands in every commit that they make, so that one can tell which of them was run */
export function makeSteps(
  project: string,
  plan: StagePlan,
  version: number,
): PromotionStepDefinition[] {
  return [
    step('git-clone', 'clone', {
      repoURL: REPO,
      checkout: [{ path: './out', branch: plan.branch }],
    }),
    step('yaml-update', 'update', {
      path: `./out/${fileOf(project, plan.name)}`,
      updates: [
        { key: 'image.tag', value: `\${{ imageFrom("${IMAGE}").Tag }}` },
      ],
    }),
    step('git-commit', 'commit', {
      path: './out',
      message: `v${version} of ${plan.name}`,
    }),
    ...asking(plan),
    ...delivering(plan),
    ...syncing(plan),
    ...telling(plan),
  ];
}

function asking({ approvals, excludesRequester }: StagePlan) {
  return approvals > 0
    ? [
        step('wait-for-approval', 'approve', {
          minApprovals: approvals,
          ...(excludesRequester && { excludeRequester: true }),
        }),
      ]
    : [];
}

function delivering({ byPullRequest, branch }: StagePlan) {
  const path = './out';
  if (!byPullRequest) return [step('git-push', 'push', { path })];
  return [
    step('git-push', 'push', { path, generateTargetBranch: true }),
    step('git-open-pr', 'open', {
      repoURL: REPO,
      sourceBranch: '${{ outputs.push.branch }}',
      targetBranch: branch,
    }),
    step('git-wait-for-pr', 'merge', {
      repoURL: REPO,
      prNumber: '${{ outputs.open.pr.id }}',
    }),
  ];
}

function syncing({ application, pinned, byPullRequest }: StagePlan) {
  if (!application) return [];
  const delivered = byPullRequest ? 'merge' : 'push';
  const source = {
    repoURL: REPO,
    desiredRevision: `\${{ outputs.${delivered}.commit }}`,
  };
  const apps = [{ name: application, ...(pinned && { sources: [source] }) }];
  return [step('argocd-update', 'sync', { apps })];
}

function telling({ name, channel, requests }: StagePlan) {
  const steps: PromotionStepDefinition[] = [];
  if (requests !== undefined) {
    steps.push({
      ...step('http', 'call', {
        method: 'POST',
        url: `https://service.example.com/deployed?tag=\${{ imageFrom("${IMAGE}").Tag }}`,
      }),
      retry: { errorThreshold: requests },
    });
  }
  if (channel) {
    steps.push(
      step('send-message', 'tell', { channel, message: `${name} is new` }),
    );
  }
  return steps;
}

function step(
  uses: string,
  as: string,
  config: JsonObject,
): PromotionStepDefinition {
  return { uses, as, vars: [], config };
}
