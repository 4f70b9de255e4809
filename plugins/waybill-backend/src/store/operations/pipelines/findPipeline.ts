import { Knex } from 'knex';
import { PipelineRecord } from '../../PipelineRecord';
import { DbPipelineRow } from '../../tables';
import { PIPELINE_COLUMNS, toPipelineRecord } from './toPipelineRecord';

/** The pipeline that is bound to an entity. Refs are lower case, as the catalog writes them. */
export async function findPipeline(
  tx: Knex,
  options: { entityRef: string },
): Promise<PipelineRecord | undefined> {
  const row = await tx<DbPipelineRow>('pipelines')
    .where({ entity_ref: options.entityRef })
    .first(PIPELINE_COLUMNS);
  return row && toPipelineRecord(row);
}
