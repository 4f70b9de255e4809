import { Invariant } from './Invariant';

const RANK = {
  Pending: 0,
  Running: 1,
  Succeeded: 2,
  Failed: 2,
  Errored: 2,
  Aborted: 2,
};

/** A Promotion waits, runs and ends, in this order; what has ended stays as it ended, and none goes away. */
export const phasesGoForward: Invariant = {
  name: 'phases go forward',
  onCommit({ facts }, before, { tables }) {
    if (!tables.has('promotions')) return undefined;
    for (const { id, phase } of before.promotions.values()) {
      const after = facts.promotions.get(id)?.phase;
      if (!after) return `${id} is gone`;
      const isBack = RANK[after] < RANK[phase];
      if (isBack || (RANK[phase] === 2 && after !== phase)) {
        return `${id} was ${phase} and is ${after}`;
      }
    }
    return undefined;
  },
};
