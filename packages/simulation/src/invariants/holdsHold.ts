import { Invariant } from './Invariant';

/** Auto-promotion leaves a Stage alone that somebody holds, or that is just being rolled back. */
export const holdsHold: Invariant = {
  name: 'auto-promotion heeds holds',
  onCommit({ facts }, before, { tables }) {
    if (!tables.has('promotions')) return undefined;
    for (const promotion of facts.promotions.values()) {
      const { id, pipelineId, stage, createdBy, createdAt } = promotion;
      if (before.promotions.has(id) || createdBy.ref !== 'auto-promotion') {
        continue;
      }
      const state = before.stages.get(`${pipelineId}/${stage}`);
      // What was asked for and has not ended yet counts already.
      const asked = [...before.promotions.values()]
        .filter(it => it.pipelineId === pipelineId && it.stage === stage)
        .filter(it => it.phase === 'Pending' || it.phase === 'Running')
        // What is aborted in the same moment holds nothing, by the rule of `finishPromotion`.
        .filter(it => facts.promotions.get(it.id)?.phase !== 'Aborted')
        .sort((a, b) => (a.id < b.id ? 1 : -1))
        .find(it => it.holdIntent !== undefined || it.rollback);
      if (asked?.holdIntent === 'resume') continue;
      if (asked) return `${id} was made while ${asked.id} holds ${stage}`;
      const hold = state?.holds.find(
        it => !it.until || Date.parse(it.until) > createdAt,
      );
      if (hold)
        return `${id} was made although ${stage} is held: ${hold.reason}`;
    }
    return undefined;
  },
};
