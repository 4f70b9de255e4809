import { NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { findPipelineOrThrow } from './findPipelineOrThrow';
import { noSuchStage } from './noSuchStage';

/** Something of an entity's pipeline that a command is about. */
export interface CommandTarget {
  entityRef: string;
  stage?: string;
  warehouse?: string;
}

/**
 * That what a command is about exists, so that who may see the entity learns what it has instead of what they lack.
 *
 * @throws NotFoundError that names what there is
 */
export async function assertKnown(
  knex: Knex,
  { entityRef, stage, warehouse }: CommandTarget,
) {
  const pipeline = await findPipelineOrThrow(knex, entityRef);
  const { stages = [], warehouses = [] } = pipeline.definition ?? {};
  if (stage !== undefined && !stages.some(it => it.name === stage)) {
    throw noSuchStage(pipeline, stage);
  }
  const names = warehouses.map(it => it.name);
  if (warehouse !== undefined && !names.includes(warehouse)) {
    throw new NotFoundError(
      `${entityRef} has no Warehouse '${warehouse}'; its Warehouses: ${
        names.join(', ') || 'none'
      }`,
    );
  }
}
