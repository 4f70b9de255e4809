import { REPO } from '../outside/Outside';
import { Effect } from '../outside/Effect';
import { Invariant, World } from './Invariant';
import { tagAt } from './successIsReal';

/**
 * A step does not sync again what shows its own sync, and overwrites nobody's operation. Where others have meanwhile written over
 * what it brought, no sync is the one it wants, and it may ask until its time is up.
 */
export const oneSync: Invariant = {
  name: 'one sync per step',
  onEffect(world, effect) {
    if (effect.type !== 'sync') return undefined;
    if (effect.repeats && !isOverwritten(world, effect)) {
      return `${effect.application} was synced again for ${effect.correlationId}, whose operation could be seen there`;
    }
    return effect.overwrites
      ? `${effect.correlationId} overwrote an operation of ${effect.overwrites} on ${effect.application}`
      : undefined;
  },
};

function isOverwritten(world: World, { by }: Effect): boolean {
  const promotion = world.facts.promotions.get(by?.promotion?.id ?? '');
  const branch = world.plan.stages.find(
    it => it.name === promotion?.stage,
  )?.branch;
  const tip = branch && world.outside.remote.tip(REPO, branch);
  return (
    promotion !== undefined &&
    tip !== undefined &&
    tagAt(world, promotion, tip) !== world.tagOf(promotion.freight)
  );
}
