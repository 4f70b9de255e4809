import { Invariant } from './Invariant';

/** Nothing is asked for outside while the Stage is closed, and was when the turn began. */
export const nothingPastAGate: Invariant = {
  name: 'nothing takes effect past a closed gate',
  onSend({ outside, facts }, turn, what) {
    const promotion = facts.promotions.get(turn.promotion?.id ?? '');
    if (!promotion) return undefined;
    const since = outside.definitions.frozenSince(
      promotion.project,
      promotion.stage,
    );
    return since !== undefined && since < turn.startedAt
      ? `${promotion.id} was going to ${what}; ${promotion.stage} has been closed since before its turn began`
      : undefined;
  },
  onCommit({ facts, outside }, before, { tables, connection }) {
    if (!tables.has('promotions')) return undefined;
    for (const { id, project, stage, phase } of facts.promotions.values()) {
      const started =
        phase === 'Running' && before.promotions.get(id)?.phase === 'Pending';
      const since = outside.definitions.frozenSince(project, stage);
      if (started && since !== undefined && since < connection.grantedAt) {
        return `${id} started while ${stage} is closed`;
      }
    }
    return undefined;
  },
};
