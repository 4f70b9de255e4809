import { Knex } from 'knex';
import { PipelineRecord } from '../../PipelineRecord';
import { DbPipelineRow } from '../../tables';
import { PIPELINE_COLUMNS, toPipelineRecord } from './toPipelineRecord';

export async function getPipeline(
  tx: Knex,
  options: { id: string },
): Promise<PipelineRecord | undefined> {
  const row = await tx<DbPipelineRow>('pipelines')
    .where({ id: options.id })
    .first(PIPELINE_COLUMNS);
  return row && toPipelineRecord(row);
}
