import { NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { findFreight } from '../../store/operations/freight/findFreight';
import { PipelineRecord } from '../../store/PipelineRecord';

/** Freight of a pipeline by its id or its alias. @throws NotFoundError */
export async function findFreightOrThrow(
  knex: Knex,
  pipeline: PipelineRecord,
  idOrAlias: string,
) {
  const found = await findFreight(knex, { pipelineId: pipeline.id, idOrAlias });
  if (!found) {
    throw new NotFoundError(
      `${pipeline.entityRef} has no Freight '${idOrAlias}'`,
    );
  }
  return found;
}
