import { Knex } from 'knex';
import { DbPipelineRow } from '../../tables';

/** The entity whose pipeline a project is already bound to, other than this one. */
export async function findProjectHolder(
  tx: Knex,
  options: { project: string; pipelineId: string },
): Promise<{ entityRef: string; gone: boolean } | undefined> {
  const row = await tx<DbPipelineRow>('pipelines')
    .where({ project: options.project })
    .whereNot({ id: options.pipelineId })
    .first('entity_ref', 'entity_gone_at');
  return (
    row && { entityRef: row.entity_ref, gone: row.entity_gone_at !== null }
  );
}
