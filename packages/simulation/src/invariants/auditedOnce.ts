import { Invariant } from './Invariant';

/** The audit trail has the beginning and the end of every Promotion once, and is unbroken. */
export const auditedOnce: Invariant = {
  name: 'audited once',
  atEnd({ count }) {
    const odd = count(
      `SELECT count(*) FROM promotions WHERE 1 <> (SELECT count(*) FROM audit WHERE subject = promotions.id
       AND action IN ('promotion.created', 'promotion.rollback-created', 'promotion.retry-created'))
       OR (finished_at IS NOT NULL AND 1 <> (SELECT count(*) FROM audit WHERE subject = promotions.id
       AND action = 'promotion.' || lower(phase)))`,
    );
    if (odd > 0) return `${odd} promotions have not one beginning and one end`;
    const broken = count(
      `SELECT count(*) FROM audit a JOIN audit b ON b.pipeline_id = a.pipeline_id AND b.seq = a.seq + 1
       WHERE b.previous_hash <> a.hash`,
    );
    return broken > 0 ? `the chain is broken at ${broken} places` : undefined;
  },
};
