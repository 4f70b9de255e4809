import { Invariant } from './Invariant';

/** What a Stage runs is what its last successful Promotion brought, in its state, its history and on the Freight alike. */
export const historyAgrees: Invariant = {
  name: 'history and current agree',
  onCommit({ facts }, _before, { tables }) {
    if (
      !['stages', 'stage_history', 'freight_stages'].some(it => tables.has(it))
    )
      return undefined;
    for (const [key, state] of facts.stages) {
      const history = facts.history.get(key) ?? [];
      const newest = history[history.length - 1];
      const current = Object.fromEntries(
        state.current.map(it => [it.origin, it.freight]),
      );
      if (
        JSON.stringify(newest?.collection ?? {}) !== JSON.stringify(current)
      ) {
        return `${key} runs ${JSON.stringify(
          current,
        )}, its history says ${JSON.stringify(newest?.collection)}`;
      }
      const promotions = history.map(it => it.promotion);
      if (new Set(promotions).size !== promotions.length) {
        return `${key} has a promotion in its history twice`;
      }
      const odd = promotions.find(
        id => facts.promotions.get(id)?.phase !== 'Succeeded',
      );
      if (odd)
        return `${odd} is in the history of ${key}, and has not succeeded`;
      const [pipelineId, stage] = key.split('/');
      const there = [...facts.marks.values()]
        .filter(it => it.stage === stage && it.currentlySince !== undefined)
        .filter(
          it => facts.marks.get(`${pipelineId}/${stage}/${it.freight}`) === it,
        )
        .map(it => it.freight);
      const running = Object.values(current);
      if (there.sort().join() !== running.sort().join()) {
        return `${key} runs ${running}, its Freight says ${there}`;
      }
    }
    for (const { id, phase, pipelineId, stage } of facts.promotions.values()) {
      const known = facts.history
        .get(`${pipelineId}/${stage}`)
        ?.some(it => it.promotion === id);
      if (phase === 'Succeeded' && !known) {
        return `${id} has succeeded and is in no history`;
      }
    }
    return undefined;
  },
};
