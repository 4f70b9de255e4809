import { Invariant } from './Invariant';

/** A Promotion runs the steps that its Stage had when it was asked for, whatever its definition says later. */
export const stepsAsAskedFor: Invariant = {
  name: 'steps as asked for',
  onCommit({ facts }, before, { tables }) {
    if (!tables.has('promotions')) return undefined;
    for (const { id, stepsJson } of before.promotions.values()) {
      if (facts.promotions.get(id)?.stepsJson !== stepsJson) {
        return `the steps of ${id} have changed`;
      }
    }
    return undefined;
  },
  onEffect({ facts, outside }, effect) {
    if (effect.type !== 'push' || !effect.by?.promotion) return undefined;
    const promotion = facts.promotions.get(effect.by.promotion.id);
    const commit = promotion?.steps.find(step => step.uses === 'git-commit');
    const found = outside.remote.commit(effect.repoURL, effect.commit)?.message;
    return commit && !found?.startsWith(String(commit.config.message))
      ? `${promotion?.id} should have pushed "${commit.config.message}", and pushed "${found}"`
      : undefined;
  },
};
