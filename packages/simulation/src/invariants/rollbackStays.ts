import { failedAt } from './failedAt';
import { Facts, PromotionFact } from './Facts';
import { Invariant, World } from './Invariant';

/**
 * Automatic rollback does not go to and fro: it answers one young failure once, when nothing runs or waits, never that of a rollback, and
 * goes to Freight that was verified here. What was rolled away from comes back by no policy.
 */
export const rollbackStays: Invariant = {
  name: 'automatic rollback does not flap',
  onCommit(world, before, { tables }) {
    if (!tables.has('promotions')) return undefined;
    for (const promotion of world.facts.promotions.values()) {
      const { id, createdBy } = promotion;
      if (before.promotions.has(id) || createdBy.type !== 'policy') continue;
      const problem =
        createdBy.ref === 'automatic-rollback'
          ? problemOf(world, before, promotion)
          : returns(before, promotion);
      if (problem) return `${id} was made by itself, but ${problem}`;
    }
    return undefined;
  },
};

function problemOf(
  { plan, facts }: World,
  before: Facts,
  { id, pipelineId, stage, freight, rollback, createdAt }: PromotionFact,
): string | undefined {
  const policy = plan.automaticRollback;
  if (!policy || !rollback) return 'there is no policy for it';
  const here = [...before.promotions.values()].filter(
    it => it.pipelineId === pipelineId && it.stage === stage,
  );
  const others = [...facts.promotions.values()].filter(
    it => it.pipelineId === pipelineId && it.stage === stage && it.id !== id,
  );
  const busy = others.find(it => it.finishedAt === undefined);
  if (busy) return `${busy.id} is ${busy.phase}`;
  const state = before.stages.get(`${pipelineId}/${stage}`);
  const last = state?.lastPromotion;
  const failed = here.find(it => it.id === last?.id);
  if (!last || !failed) return 'nothing has failed';
  if (failed.rollback) return `${failed.id} is a rollback itself`;
  const at = state && failedAt(state);
  if (!at) return `${failed.id} has ${last.phase}`;
  if (last.freight === freight) return `${freight} is what has failed`;
  if (createdAt - Date.parse(at) > policy.maxAgeSeconds * 1000) {
    return `${failed.id} failed at ${at}`;
  }
  const answer = here.find(it => it.rollback && it.id > failed.id);
  if (answer) return `${answer.id} has answered ${failed.id} already`;
  const mark = before.marks.get(`${pipelineId}/${stage}/${freight}`);
  return mark?.verifiedAt === undefined
    ? `${freight} was never verified in ${stage}`
    : undefined;
}

function returns(
  { stages }: Facts,
  { pipelineId, stage, freight }: PromotionFact,
): string | undefined {
  const away = stages.get(`${pipelineId}/${stage}`)?.rolledAwayFrom ?? [];
  return away.some(it => it.freight === freight)
    ? `${stage} was rolled away from ${freight} by itself`
    : undefined;
}
