import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { DefinitionError } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { refsByRelation } from '../pipelines/locate/refsByRelation';
import { DefinitionsPort, PipelineEntity } from '../ports';
import { findPipeline } from '../store/operations/pipelines/findPipeline';
import { Caller } from './Caller';
import { EntityVisibility } from './EntityVisibility';

/** No entity of a catalog: `waybill.variables` for particular entities do not count for it. */
const NOBODY = 'none:none/none';

/**
 * Checks a text as if it were an entity's pipeline file; nothing is read or saved. Placeholders are replaced by what
 * they stand for in that entity, and errors may quote it, so the caller must see the entity.
 */
export function createDefinitionCheck(options: {
  definitions: DefinitionsPort;
  knex: Knex;
  visibility: EntityVisibility;
}) {
  const { definitions, knex, visibility } = options;

  const entityOf = async (
    entityRef: string,
    caller: Caller,
  ): Promise<PipelineEntity> => {
    const entity = await visibility.assertVisible(entityRef, caller);
    const pipeline = await findPipeline(knex, {
      entityRef: stringifyEntityRef(entity),
    });
    return pipeline?.entity ?? withoutPipeline(entity);
  };

  return async (
    request: { text: string; entityRef?: string },
    caller: Caller,
  ): Promise<{ valid: boolean; errors: DefinitionError[] }> => {
    await visibility.assertMayRead(caller);
    const { errors } = definitions.parse({
      entity:
        request.entityRef === undefined
          ? nobody()
          : await entityOf(request.entityRef, caller),
      files: [{ path: 'waybill.yaml', text: request.text }],
    });
    return { valid: errors.length === 0, errors };
  };
}

function nobody(): PipelineEntity {
  return {
    entityRef: NOBODY,
    uid: '',
    owners: [],
    systems: [],
    domains: [],
    tags: [],
  };
}

function withoutPipeline(entity: Entity): PipelineEntity {
  return {
    ...nobody(),
    entityRef: stringifyEntityRef(entity),
    owners: refsByRelation(entity, RELATION_OWNED_BY),
    systems: refsByRelation(entity, RELATION_PART_OF, 'system'),
  };
}
