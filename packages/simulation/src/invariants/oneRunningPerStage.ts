import { Invariant } from './Invariant';

/** A Stage runs one Promotion at a time. */
export const oneRunningPerStage: Invariant = {
  name: 'one running promotion per Stage',
  onCommit({ facts }, _before, { tables }) {
    if (!tables.has('promotions')) return undefined;
    const busy = new Map<string, string>();
    for (const { id, pipelineId, stage, phase } of facts.promotions.values()) {
      if (phase !== 'Running') continue;
      const other = busy.get(`${pipelineId}/${stage}`);
      if (other) return `${other} and ${id} run at once`;
      busy.set(`${pipelineId}/${stage}`, id);
    }
    return undefined;
  },
};
