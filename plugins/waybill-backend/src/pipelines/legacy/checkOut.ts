import {
  JsonObject,
  PromotionStepDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { GitRepoUpdate } from '../schemas/mechanismsSchema';
import { literal } from './imageExpressions';
import { ReadRef } from './readRef';
import { step } from './step';

/**
 * Brings the files to be written into the tree `out`: the branch itself where it is also what is read, else the branch,
 * emptied and filled with what is read.
 */
export function checkOut(
  { repoURL, writeBranch, pullRequest }: GitRepoUpdate,
  ref: ReadRef,
  suffix: string,
  out: string,
): PromotionStepDefinition[] {
  const clone = `clone${suffix}`;
  if (ref.from === 'branch' && ref.branch === writeBranch) {
    return [
      step('git-clone', clone, {
        repoURL,
        checkout: [{ branch: writeBranch, path: out }],
      }),
    ];
  }
  const source = `./src${suffix}`;
  // Whether the default branch is the one to write is known only when it has been asked for. If it is, the branch is edited
  // in place: to replace its files would take back what others push meanwhile.
  const differs =
    ref.from === 'defaultBranch'
      ? `success() && outputs['${clone}'].branches['${source}'] != ${literal(
          writeBranch,
        )}`
      : undefined;
  return [
    step('git-clone', clone, {
      repoURL,
      checkout: [
        { ...startOf(ref), path: source },
        // A pull request needs a branch to go into; without one, a missing branch is begun.
        {
          branch: writeBranch,
          ...(!pullRequest && { create: true }),
          path: out,
        },
      ],
    }),
    step('git-clear', `clear${suffix}`, { path: out }, differs),
    step('copy', `copy${suffix}`, { inPath: source, outPath: out }, differs),
  ];
}

function startOf(ref: ReadRef): JsonObject {
  if (ref.from === 'commit') {
    return { commit: `\${{ commitFrom(${literal(ref.repoURL)}).ID }}` };
  }
  return ref.from === 'branch' ? { branch: ref.branch } : {};
}
