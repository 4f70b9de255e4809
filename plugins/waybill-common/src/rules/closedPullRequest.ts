import { PromotionStepState } from '../model/Promotion';

/**
 * What became of the pull request that a step failed of, as a sentence: closed without being merged, or gone. Undefined: it did not fail of
 * that. Done again, the step would wait for the same one.
 */
export function closedPullRequest(
  state: Pick<PromotionStepState, 'status' | 'output'> | undefined,
): string | undefined {
  const pr = state?.output?.pr;
  if (
    state?.status !== 'Failed' ||
    typeof pr !== 'object' ||
    pr === null ||
    Array.isArray(pr)
  ) {
    return undefined;
  }
  const { id, open, merged, url } = pr;
  if (typeof id !== 'number' || open !== false || merged !== false) {
    return undefined;
  }
  // A host that has it tells where.
  return url === undefined
    ? `pull request #${id} is gone`
    : `pull request #${id} was closed without being merged`;
}
