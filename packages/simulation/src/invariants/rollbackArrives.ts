import { failedAt } from './failedAt';
import { Invariant, World } from './Invariant';

/**
 * A failure that comes when nothing goes wrong any more is answered by a rollback, where the policy says so and there is something to go
 * back to beyond doubt: Stages that were ever rolled back are left out.
 */
export const rollbackArrives: Invariant = {
  name: 'automatic rollback arrives',
  atEnd(world) {
    const { facts, plan, outside } = world;
    if (!plan.automaticRollback) return undefined;
    for (const [key, state] of facts.stages) {
      const at = failedAt(state);
      const failed = facts.promotions.get(state.lastPromotion?.id ?? '');
      if (!at || !failed || Date.parse(at) < outside.argo.calmFrom) continue;
      const here = [...facts.promotions.values()].filter(
        it => it.pipelineId === failed.pipelineId && it.stage === failed.stage,
      );
      if (here.some(it => it.rollback)) continue;
      const target = stableIn(world, key, failed.freight);
      if (target) {
        return `${failed.id} failed at ${at}, ${key} ran ${target} well, and did not go back to it`;
      }
    }
    return undefined;
  },
};

function stableIn(
  { facts, count }: World,
  stage: string,
  failed: string,
): string | undefined {
  return (facts.history.get(stage) ?? [])
    .flatMap(it => Object.values(it.collection))
    .find(
      freight =>
        freight !== failed &&
        facts.marks.get(`${stage}/${freight}`)?.verifiedAt !== undefined &&
        count(
          'SELECT count(*) FROM freight WHERE id = ? AND rejected_json IS NOT NULL',
          freight,
        ) === 0,
    );
}
