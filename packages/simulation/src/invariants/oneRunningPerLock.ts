import { Invariant } from './Invariant';

/** Of all Stages that name a lock group, one runs a Promotion at a time. */
export const oneRunningPerLock: Invariant = {
  name: 'one running promotion per lock group',
  onCommit({ facts, plan }, _before, { tables }) {
    if (!tables.has('promotions')) return undefined;
    const held = new Map<string, string>();
    for (const { id, pipelineId, stage, phase } of facts.promotions.values()) {
      if (phase !== 'Running') continue;
      const { lockGroups = [] } =
        plan.stages.find(it => it.name === stage)?.queue ?? {};
      for (const group of lockGroups) {
        const other = held.get(`${pipelineId}/${group}`);
        if (other) return `${other} and ${id} both run, and share "${group}"`;
        held.set(`${pipelineId}/${group}`, id);
      }
    }
    return undefined;
  },
};
