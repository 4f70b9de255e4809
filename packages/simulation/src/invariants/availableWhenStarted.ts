import { Facts, PromotionFact } from './Facts';
import { Invariant, World } from './Invariant';

/** A Promotion starts when its Freight is verified where it comes from, has soaked there, or was approved. */
export const availableWhenStarted: Invariant = {
  name: 'only available Freight starts',
  onCommit(world, before, { tables, connection }) {
    if (!tables.has('promotions')) return undefined;
    for (const promotion of world.facts.promotions.values()) {
      const was = before.promotions.get(promotion.id)?.phase;
      if (promotion.phase === 'Running' && was === 'Pending') {
        if (
          !promotion.rollback &&
          !isAvailable(world, before, promotion, connection.grantedAt)
        ) {
          return `${promotion.id} started, and its Freight is not available to ${promotion.stage}`;
        }
        if (before.pipelines.get(promotion.pipelineId) === 'orphaned') {
          return `${promotion.id} started while its pipeline is orphaned`;
        }
      }
    }
    return undefined;
  },
};

function isAvailable(
  { plan, now }: World,
  { marks }: Facts,
  { pipelineId, stage, freight }: PromotionFact,
  asOf: number,
): boolean {
  const planned = plan.stages.find(it => it.name === stage);
  if (!planned) return false;
  const markIn = (name: string) =>
    marks.get(`${pipelineId}/${name}/${freight}`);
  if (planned.upstream.length === 0 || markIn(stage)?.approved) return true;
  const good = planned.upstream.filter(name => {
    const mark = markIn(name);
    const staying = mark?.currentlySince
      ? Math.max(now, asOf) - mark.currentlySince
      : 0;
    return (
      mark?.verifiedAt !== undefined &&
      Math.max(mark.longestSoakMs, staying) >= planned.soakSeconds * 1000
    );
  });
  return planned.all
    ? good.length === planned.upstream.length
    : good.length > 0;
}
