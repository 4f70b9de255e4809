import {
  StageHistoryEntry,
  Verification,
} from '@waybill/backstage-plugin-waybill-common';
import { column } from '../../column';
import { DbStageHistoryRow } from '../../tables';

/** A row as what a Stage ran. */
export function toHistoryEntry(row: DbStageHistoryRow): StageHistoryEntry {
  return {
    collection: column.readJson(row.collection_json),
    promotion: row.promotion_id,
    freight: row.freight_id,
    rollback: Boolean(row.rollback),
    at: column.readTime(row.at),
    verified: Boolean(row.verified),
    ...(row.verifications_json && {
      verifications: column.readJson<Verification[]>(row.verifications_json),
    }),
  };
}
