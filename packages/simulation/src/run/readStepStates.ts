import { PromotionStepState } from '@waybill/backstage-plugin-waybill-common';
import { SimulatedDatabase } from '../database/SimulatedDatabase';

interface Row {
  alias: string;
  uses: string;
  status: PromotionStepState['status'];
  output_json: string | null;
  finished_at: number | null;
  ran_by_json: string | null;
}

/** A Promotion's steps as the database has them, without errors and records. */
export function readStepStates(
  database: SimulatedDatabase,
  promotion: string,
): PromotionStepState[] {
  const rows = database
    .prepare(
      'SELECT * FROM promotion_steps WHERE promotion_id = ? ORDER BY position',
    )
    .all(promotion) as Row[];
  return rows.map(row => ({
    alias: row.alias,
    uses: row.uses,
    status: row.status,
    output: row.output_json ? JSON.parse(row.output_json) : undefined,
    finishedAt:
      row.finished_at === null
        ? undefined
        : new Date(row.finished_at).toISOString(),
    ranBy: row.ran_by_json ? JSON.parse(row.ran_by_json) : undefined,
    errorCount: 0,
    record: {},
  }));
}
