import { Invariant } from './Invariant';

/** Whose claim on a Promotion is lost writes nothing more of how far its steps are. */
export const claimBeforeWrite: Invariant = {
  name: 'no write under a lost claim',
  onCommit({ facts, workerOf }, before, { tables, connection }) {
    if (!tables.has('promotion_steps')) return undefined;
    const worker = workerOf(connection.owner);
    for (const [id, progress] of facts.progress) {
      const was = before.progress.get(id);
      if (was === undefined || was === progress) continue;
      const { pipelineId } = facts.promotions.get(id) ?? {};
      const claim = facts.claims.get(`promotion:${pipelineId}/${id}`);
      if (claim?.worker !== worker) {
        return `${worker} wrote of ${id}, which ${
          claim?.worker ?? 'nobody'
        } has`;
      }
    }
    return undefined;
  },
};
