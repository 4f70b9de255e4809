import { StageState } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbStageRow } from '../../tables';

/** The state of all Stages of a pipeline that ever had one, by name. */
export async function listStages(
  tx: Knex,
  options: { pipelineId: string },
): Promise<Map<string, StageState>> {
  const rows = await tx<DbStageRow>('stages').where({
    pipeline_id: options.pipelineId,
  });
  return new Map(
    rows.map(row => [row.name, column.readJson<StageState>(row.state_json)]),
  );
}
