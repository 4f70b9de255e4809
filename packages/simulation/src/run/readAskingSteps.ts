import { SimulatedDatabase } from '../database/SimulatedDatabase';
import { AskingStep } from '../people/Signers';

interface Row {
  id: string;
  created_by_json: string;
  approved_by: string | null;
}

/** The steps that wait for people's word. */
export function readAskingSteps(database: SimulatedDatabase): AskingStep[] {
  const rows = database
    .prepare(
      `SELECT id, created_by_json, (SELECT group_concat(user_ref) FROM promotion_reviews
         WHERE promotion_id = p.id AND decision = 'approve') AS approved_by
       FROM promotions p JOIN promotion_steps s ON s.promotion_id = p.id
       WHERE p.phase = 'Running' AND s.uses = 'wait-for-approval' AND s.status = 'Running' ORDER BY p.id`,
    )
    .all() as Row[];
  return rows.map(row => ({
    promotion: row.id,
    requester: JSON.parse(row.created_by_json).ref,
    approvedBy: row.approved_by?.split(',') ?? [],
  }));
}
