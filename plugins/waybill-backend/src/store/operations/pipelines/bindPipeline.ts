import { Knex } from 'knex';
import { PipelineEntity } from '../../../ports';
import { column } from '../../column';
import { DbPipelineRow } from '../../tables';

/**
 * Binds an existing pipeline to what the catalog says now: the same entity changed or back again, or a renamed one.
 *
 * @remarks `absorb` names the empty pipeline that a renamed entity got while its old name was still in the catalog.
 * A definition at another place must be read whatever the ETag of the old one was.
 */
export async function bindPipeline(
  tx: Knex,
  options: { pipelineId: string; entity: PipelineEntity; absorb?: string },
): Promise<void> {
  const { pipelineId, entity, absorb } = options;
  if (absorb) {
    await tx('work_items').where({ pipeline_id: absorb }).delete();
    await tx('pipelines')
      .where({ id: absorb })
      .whereNull('project')
      .whereNull('definition_json')
      .delete();
  }
  const sourceUrl = entity.definitionUrl ?? null;
  await tx<DbPipelineRow>('pipelines')
    .where({ id: pipelineId })
    .update({
      entity_ref: entity.entityRef,
      entity_uid: entity.uid,
      entity_json: column.json(entity),
      entity_gone_at: null,
      etag: tx.raw(
        `CASE WHEN entity_gone_at IS NULL AND source_url = ? THEN etag ELSE NULL END`,
        [sourceUrl],
      ),
      source_url: sourceUrl,
    });
}
