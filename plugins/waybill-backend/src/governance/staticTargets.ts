import {
  PromotionStepDefinition,
  StageDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { posix } from 'node:path';
import { resolveStatic } from './resolveStatic';

/** What a step of a Stage touches in Git. */
export interface GitTarget {
  repoURL: string;
  /** The branch it writes; none: it only reads. */
  writes?: string;
}

/** What can be told of a Stage's steps without running them. What cannot is left out; the ports refuse it when it runs. */
export function staticTargets(
  project: string,
  stage: StageDefinition,
): GitTarget[] {
  /** Work trees by path. */
  const trees = new Map<string, { repoURL?: string; branch?: string }>();
  return stage.steps.flatMap(step => {
    const scope = {
      vars: [...stage.vars, ...step.vars],
      ctx: { project, stage: stage.name },
    };
    const text = (value: unknown) => resolveStatic(value, scope);
    switch (step.uses) {
      case 'git-clone':
        return cloned(step, text, trees);
      case 'git-push':
        return pushed(step, stage.name, text, trees);
      case 'git-open-pr': {
        const repoURL = text(step.config.repoURL);
        const base = text(step.config.targetBranch);
        const head = text(step.config.sourceBranch);
        return repoURL
          ? [base, head]
              .filter(branch => branch !== undefined)
              .map(writes => ({ repoURL, writes }))
          : [];
      }
      default:
        return [];
    }
  });
}

type Resolve = (value: unknown) => string | undefined;
type Trees = Map<string, { repoURL?: string; branch?: string }>;

function cloned(
  { config }: PromotionStepDefinition,
  text: Resolve,
  trees: Trees,
): GitTarget[] {
  const repoURL = text(config.repoURL);
  for (const item of Array.isArray(config.checkout) ? config.checkout : []) {
    const { path, branch } = Object(item) as Record<string, unknown>;
    const at = text(path);
    if (at !== undefined) {
      trees.set(treeKey(at), { repoURL, branch: text(branch) });
    }
  }
  return repoURL ? [{ repoURL }] : [];
}

function pushed(
  { config }: PromotionStepDefinition,
  stage: string,
  text: Resolve,
  trees: Trees,
): GitTarget[] {
  const path = text(config.path);
  const tree = path === undefined ? undefined : trees.get(treeKey(path));
  const branch = config.generateTargetBranch
    ? generatedBranch(stage)
    : text(config.targetBranch || tree?.branch);
  return tree?.repoURL && branch
    ? [{ repoURL: tree.repoURL, writes: branch }]
    : [];
}

/** `out`, `./out` and `./out/` are one tree. */
function treeKey(path: string): string {
  return posix.normalize(`${path}/`);
}

/** The form that `git-push` generates, with a Promotion that cannot be. */
function generatedBranch(stage: string): string {
  return `kargo/promotion/${stage}.00000000000000000000000000.0000000`;
}
