import { Invariant } from './Invariant';

/** Where the newest wins, none that waits is older than what starts; only there, and only by a newer one, is one overtaken. */
export const newestWins: Invariant = {
  name: 'the newest wins where it shall',
  onCommit({ facts, plan }, before, { tables }) {
    if (!tables.has('promotions')) return undefined;
    const all = [...facts.promotions.values()];
    for (const { id, phase, pipelineId, stage, message } of all) {
      const was = before.promotions.get(id);
      if (was?.phase !== 'Pending' || phase === 'Pending') continue;
      const overtakes =
        plan.stages.find(it => it.name === stage)?.queue.order === 'NewestWins';
      const by = /^Superseded by (\S+)/.exec(message ?? '')?.[1];
      if (phase === 'Aborted' && by && (!overtakes || by <= id)) {
        return `${id} was superseded by ${by} in ${stage}`;
      }
      const left =
        phase === 'Running' &&
        overtakes &&
        all.find(
          it =>
            it.pipelineId === pipelineId &&
            it.stage === stage &&
            it.phase === 'Pending' &&
            !it.abortRequested &&
            it.id < id,
        );
      if (left) {
        return `${id} started in ${stage}, where the newest wins, and ${left.id} waits on`;
      }
    }
    return undefined;
  },
};
