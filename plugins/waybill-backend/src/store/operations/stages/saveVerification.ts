import { Verification } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbStageHistoryRow } from '../../tables';

/** How many verifications of one delivery are kept, as in Kargo. */
const KEPT = 10;

/** Puts a verification down with what it verifies: a new one, or what has become of a known one. */
export async function saveVerification(
  tx: Knex.Transaction,
  options: {
    pipelineId: string;
    stage: string;
    promotion: string;
    verification: Verification;
  },
): Promise<void> {
  const { verification } = options;
  const row = () =>
    tx<DbStageHistoryRow>('stage_history').where({
      pipeline_id: options.pipelineId,
      stage: options.stage,
      promotion_id: options.promotion,
    });
  const found = await row().first('verifications_json');
  const before =
    column.readJsonOrUndefined<Verification[]>(
      found?.verifications_json ?? null,
    ) ?? [];
  const others = before.filter(it => it.id !== verification.id);
  await row().update({
    verifications_json: column.json([verification, ...others].slice(0, KEPT)),
  });
}
