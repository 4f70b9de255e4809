import { Invariant, World } from './Invariant';

/**
 * A message is seen once, and a request is made no oftener than its step may try. What the wire delivers a second time is nobody's
 * doing; a channel that knows a message again may get it as often as it likes. A step that says that it was sent has sent it.
 */
export const nothingSentTwice: Invariant = {
  name: 'no message or request too many',
  onEffect({ outside, facts, plan }, effect) {
    if (effect.type !== 'message' && effect.type !== 'request') {
      return undefined;
    }
    const { key, type } = effect;
    const times = outside.effects.filter(
      it => it.type === type && it.key === key && it.arrival !== 'again',
    ).length;
    const { stage: name } =
      facts.promotions.get(effect.by?.promotion?.id ?? '') ?? {};
    const stage = plan.stages.find(it => it.name === name);
    const allowed = type === 'message' ? 1 : stage?.requests ?? 0;
    const isKnownAgain = type === 'message' && effect.channel === 'news';
    return times > allowed && !isKnownAgain
      ? `${key} has come ${times} times`
      : undefined;
  },
  onCommit(world, before, { tables }) {
    if (!tables.has('promotions')) return undefined;
    for (const { id, finishedAt } of world.facts.promotions.values()) {
      if (finishedAt && !before.promotions.get(id)?.finishedAt) {
        const unsent = unsentBy(world, id);
        if (unsent) return `${id} says that "${unsent}" is done, and it is not`;
      }
    }
    return undefined;
  },
};

function unsentBy({ outside, stepsOf }: World, id: string): string | undefined {
  return stepsOf(id).find(
    ({ alias, uses, status, ranBy }) =>
      (uses === 'send-message' || uses === 'http') &&
      status === 'Succeeded' &&
      !outside.effects.some(
        it =>
          (it.type === 'message' || it.type === 'request') &&
          it.key === `${ranBy?.promotion ?? id}/${alias}`,
      ),
  )?.alias;
}
