import { assertKnown } from '../assertKnown';
import { findPipelineOrThrow } from '../findPipelineOrThrow';
import { CommandContext } from './CommandContext';

export async function refreshWarehouse(
  { knex, engine }: CommandContext,
  target: { entityRef: string; warehouse: string },
) {
  await assertKnown(knex, target);
  const pipeline = await findPipelineOrThrow(knex, target.entityRef);
  await engine.pokeWarehouse(pipeline.id, target.warehouse);
}
