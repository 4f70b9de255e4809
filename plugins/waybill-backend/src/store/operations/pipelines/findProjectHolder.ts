import { Knex } from 'knex';
import { PipelineRecord } from '../../PipelineRecord';
import { DbPipelineRow } from '../../tables';
import { PIPELINE_COLUMNS, toPipelineRecord } from './toPipelineRecord';

/** The pipeline that a project is bound to already, other than this one. */
export async function findProjectHolder(
  tx: Knex,
  options: { project: string; pipelineId: string },
): Promise<PipelineRecord | undefined> {
  const row = await tx<DbPipelineRow>('pipelines')
    .where({ project: options.project })
    .whereNot({ id: options.pipelineId })
    .first(PIPELINE_COLUMNS);
  return row && toPipelineRecord(row);
}
