import { Knex } from 'knex';
import { PipelineEntity } from '../../../ports';
import { column } from '../../column';
import { DbPipelineRow } from '../../tables';

/**
 * Binds a new pipeline to an entity. Until its definition has been read it is unreadable, without errors.
 *
 * @remarks When another worker has just bound the entity, nothing happens: the same catalog answer reaches all.
 */
export async function createPipeline(
  tx: Knex,
  options: { id: string; entity: PipelineEntity; now: Date },
): Promise<void> {
  const { id, entity, now } = options;
  await tx<DbPipelineRow>('pipelines')
    .insert({
      id,
      entity_ref: entity.entityRef,
      entity_uid: entity.uid,
      entity_json: column.json(entity),
      state: 'unreadable',
      errors_json: '[]',
      source_url: entity.definitionUrl ?? null,
      created_at: now.getTime(),
    })
    .onConflict('entity_ref')
    .ignore();
}
