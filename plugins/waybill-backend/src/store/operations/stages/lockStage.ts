import { StageState } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { isPostgres } from '../../isPostgres';
import { DbStageRow } from '../../tables';
import { emptyStageState } from './emptyStageState';

/**
 * The state of a Stage, locked until the transaction ends; made when the Stage is new.
 *
 * @remarks Everything that decides or changes what happens on a Stage takes this lock first: before Promotions,
 * Freight, the audit trail and work items, in this order, so that no two transactions wait for each other.
 */
export async function lockStage(
  tx: Knex.Transaction,
  options: { pipelineId: string; stage: string },
): Promise<StageState> {
  const key = { pipeline_id: options.pipelineId, name: options.stage };
  const load = () => {
    const query = tx<DbStageRow>('stages').where(key).first('state_json');
    return isPostgres(tx) ? query.forUpdate() : query;
  };
  let row = await load();
  if (!row) {
    await tx<DbStageRow>('stages')
      .insert({
        ...key,
        state_json: column.json(emptyStageState(options.stage)),
      })
      .onConflict(['pipeline_id', 'name'])
      .ignore();
    row = await load();
  }
  return row
    ? column.readJson<StageState>(row.state_json)
    : emptyStageState(options.stage);
}
