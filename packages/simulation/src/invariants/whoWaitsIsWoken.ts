import {
  isVerificationOver,
  StageState,
} from '@waybill/backstage-plugin-waybill-common';
import { PromotionFact } from './Facts';
import { Invariant, World } from './Invariant';

/**
 * Whatever there is to do is due in the same commit that brings it about: nothing waits for a poll. A poll would find it in the end, so
 * that only this can tell a lost wake-up.
 */
export const whoWaitsIsWoken: Invariant = {
  name: 'who waits is woken',
  onCommit(world, before, { tables }) {
    if (tables.has('promotions')) {
      for (const promotion of world.facts.promotions.values()) {
        const was = before.promotions.get(promotion.id);
        if (was?.phase === promotion.phase) continue;
        const late = wokenBy(world, promotion).find(it => !isDue(world, it));
        if (late) {
          return `${promotion.id} is ${promotion.phase}, and ${late} sleeps`;
        }
      }
    }
    if (!tables.has('stages')) return undefined;
    for (const [key, { verification }] of world.facts.stages) {
      const was = before.stages.get(key)?.verification ?? null;
      if (isChanged(verification, was) && !isDue(world, `stage:${key}`)) {
        return `${verification?.id} is ${verification?.phase}, and ${key} sleeps`;
      }
      if (!isVerified(verification) || isVerified(was)) continue;
      const [pipelineId, stage] = key.split('/');
      const late = behind(world, pipelineId, stage).find(
        it => !isDue(world, it),
      );
      if (late) return `${key} was verified, and ${late} sleeps`;
    }
    return undefined;
  },
};

/** Without the mark on its Freight nobody behind may go on. */
function isVerified(verification: StageState['verification']): boolean {
  return verification?.phase === 'Successful' && verification.marked !== false;
}

/** Whether it has just begun, or ended, so that there is something to do in its own Stage. */
function isChanged(
  verification: StageState['verification'],
  was: StageState['verification'],
): boolean {
  return (
    verification?.id !== undefined &&
    (was?.id !== verification.id ||
      (isVerificationOver(verification) && !isVerificationOver(was)))
  );
}

function wokenBy(
  world: World,
  { id, pipelineId, stage, phase }: PromotionFact,
): string[] {
  if (phase === 'Running') return [`promotion:${pipelineId}/${id}`];
  return [
    `stage:${pipelineId}/${stage}`,
    ...(phase === 'Succeeded' ? behind(world, pipelineId, stage) : []),
  ];
}

function behind({ plan }: World, pipelineId: string, stage: string): string[] {
  return plan.stages
    .filter(it => it.upstream.includes(stage))
    .map(it => `stage:${pipelineId}/${it.name}`);
}

function isDue({ dueAt, now }: World, item: string): boolean {
  return (dueAt(item) ?? Infinity) <= now;
}
