import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { PipelineEntity } from '../../ports';
import { Origins, ownRepository } from './ownRepository';
import { refsByRelation } from './refsByRelation';
import { DefinitionPlaces, resolveDefinitionUrl } from './resolveDefinitionUrl';

/** What is known beside the entity. */
export interface ToPipelineEntity {
  places: DefinitionPlaces;
  origins: Origins;
  /** Domains of systems, by the system's ref. */
  domains: ReadonlyMap<string, string[]>;
}

/** What Waybill keeps of a catalog entity that has a pipeline. */
export function toPipelineEntity(
  entity: Entity,
  { places, origins, domains }: ToPipelineEntity,
): PipelineEntity {
  const systems = refsByRelation(entity, RELATION_PART_OF, 'system');
  const resolved = resolveDefinitionUrl(entity, places);
  const own = ownRepository(entity, origins, places.integrations);
  return {
    entityRef: stringifyEntityRef(entity),
    uid: entity.metadata.uid ?? '',
    ...('url' in resolved
      ? { definitionUrl: resolved.url }
      : { problem: resolved.problem }),
    owners: refsByRelation(entity, RELATION_OWNED_BY),
    systems,
    domains: [
      ...new Set([
        ...refsByRelation(entity, RELATION_PART_OF, 'domain'),
        ...systems.flatMap(system => domains.get(system) ?? []),
      ]),
    ],
    tags: entity.metadata.tags ?? [],
    ...(own && { ownRepositoryUrl: own }),
  };
}
