import { StageState } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbStageRow } from '../../tables';

/** Keeps the state of a Stage that `lockStage` has locked in this transaction. */
export async function saveStage(
  tx: Knex.Transaction,
  options: { pipelineId: string; state: StageState },
): Promise<void> {
  await tx<DbStageRow>('stages')
    .where({ pipeline_id: options.pipelineId, name: options.state.stage })
    .update({ state_json: column.json(options.state) });
}
