import { Knex } from 'knex';
import { column } from '../../column';
import { DbPipelineRow } from '../../tables';

/** The entity or its annotation is gone. Nothing is deleted; what runs stops before its next effect. */
export async function orphanPipeline(
  tx: Knex,
  options: { pipelineId: string; message: string; now: Date },
): Promise<void> {
  const { pipelineId, message, now } = options;
  await tx<DbPipelineRow>('pipelines')
    .where({ id: pipelineId })
    .whereNull('entity_gone_at')
    .update({
      entity_gone_at: now.getTime(),
      state: 'orphaned',
      errors_json: column.json([
        { message, file: 'catalog', line: 1, column: 1 },
      ]),
    });
}
