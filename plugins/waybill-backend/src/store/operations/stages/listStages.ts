import { StageState } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbStageRow } from '../../tables';

/** The state of the Stages of a pipeline that ever had one, by name; of some of them if they are named. */
export async function listStages(
  tx: Knex,
  options: { pipelineId: string; names?: string[] },
): Promise<Map<string, StageState>> {
  const { pipelineId, names } = options;
  if (names?.length === 0) {
    return new Map();
  }
  const query = tx<DbStageRow>('stages').where({ pipeline_id: pipelineId });
  const rows = await (names ? query.whereIn('name', names) : query);
  return new Map(
    rows.map(row => [row.name, column.readJson<StageState>(row.state_json)]),
  );
}
