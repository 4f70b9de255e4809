import { NotFoundError } from '@backstage/errors';
import { findPipelineOrThrow } from '../findPipelineOrThrow';
import { CommandContext } from './CommandContext';

export async function refreshWarehouse(
  { knex, engine }: CommandContext,
  target: { entityRef: string; warehouse: string },
) {
  const pipeline = await findPipelineOrThrow(knex, target.entityRef);
  const known = pipeline.definition?.warehouses.map(it => it.name) ?? [];
  if (!known.includes(target.warehouse)) {
    throw new NotFoundError(
      `${target.entityRef} has no Warehouse '${
        target.warehouse
      }'; its Warehouses: ${known.join(', ') || 'none'}`,
    );
  }
  await engine.pokeWarehouse(pipeline.id, target.warehouse);
}
