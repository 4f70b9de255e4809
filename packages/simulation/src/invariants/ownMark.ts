import { WAYBILL_PROMOTION_TRAILER } from '@waybill/backstage-plugin-waybill-common';
import { Invariant, World } from './Invariant';

/** Every effect says which Promotion it is of, so that it is found again; a commit that a retry carries over, which has made it. */
export const ownMark: Invariant = {
  name: 'every effect bears its promotion’s mark',
  onEffect(world, effect) {
    const { outside } = world;
    if (effect.type === 'analysis-run') {
      return effect.verification === undefined
        ? `AnalysisRun ${effect.name} names no verification`
        : undefined;
    }
    const id = effect.by?.promotion?.id;
    if (!id) return `an effect of no promotion: ${JSON.stringify(effect.type)}`;
    switch (effect.type) {
      case 'push': {
        const { trailers = {} } =
          outside.remote.commit(effect.repoURL, effect.commit) ?? {};
        const found = trailers[WAYBILL_PROMOTION_TRAILER];
        const isOwn = found === id || found === committerOf(world, id);
        return found !== undefined && isOwn
          ? undefined
          : `commit ${effect.commit} of ${id} says ${found}`;
      }
      case 'pull-request':
        return effect.description.includes(id)
          ? undefined
          : `pull request #${effect.number} does not name ${id}`;
      case 'rewrite':
        return effect.description.includes(id)
          ? undefined
          : `pull request #${effect.number} was rewritten by ${id} and does not name it`;
      case 'message':
      case 'request':
        return effect.key.startsWith(`${id}/`)
          ? undefined
          : `a ${effect.type} of ${id} says ${effect.key}`;
      default:
        return effect.correlationId.startsWith(`${id}/`)
          ? undefined
          : `a sync of ${id} says ${effect.correlationId}`;
    }
  },
};

/** The Promotion, of the same Freight and Stage, whose commit step a retry goes on from. */
function committerOf(
  { facts, stepsOf }: World,
  id: string,
): string | undefined {
  const retry = facts.promotions.get(id);
  const ranBy = stepsOf(id).find(it => it.uses === 'git-commit')?.ranBy;
  const before = facts.promotions.get(ranBy?.promotion ?? '');
  return before?.stage === retry?.stage && before?.freight === retry?.freight
    ? before?.id
    : undefined;
}
