import { AuthService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import {
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  parseEntityRef,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { WAYBILL_PIPELINE_ANNOTATION } from '@waybill/backstage-plugin-waybill-common';
import { PipelineEntity } from '../../ports';
import { refsByRelation } from './refsByRelation';
import { toPipelineEntity, ToPipelineEntity } from './toPipelineEntity';

const PAGE_SIZE = 500;
const FIELDS = ['kind', 'metadata', 'relations'];

/**
 * Every entity with a pipeline, read as a service, or an error: a list that is not known to be complete would orphan
 * what it leaves out.
 */
export async function listPipelineEntities(options: {
  catalog: CatalogService;
  auth: AuthService;
  places: ToPipelineEntity['places'];
  configured: ReadonlySet<string>;
  signal: AbortSignal;
}): Promise<PipelineEntity[]> {
  const { catalog, auth, signal } = options;
  const credentials = await auth.getOwnServiceCredentials();
  const entities = await queryAll(catalog, { credentials }, signal);
  const registered = await registeredLocations(
    catalog,
    { credentials },
    {
      entities,
      configured: options.configured,
    },
  );
  signal.throwIfAborted();
  const domains = await domainsOfSystems(catalog, { credentials }, entities);
  signal.throwIfAborted();
  return entities.map(entity =>
    toPipelineEntity(entity, {
      places: options.places,
      origins: { configured: options.configured, registered },
      domains,
    }),
  );
}

type RequestOptions = Parameters<CatalogService['queryEntities']>[1];

async function queryAll(
  catalog: CatalogService,
  request: RequestOptions,
  signal: AbortSignal,
): Promise<Entity[]> {
  const entities = new Map<string, Entity>();
  let expected = Number.POSITIVE_INFINITY;
  let cursor: string | undefined;
  do {
    signal.throwIfAborted();
    const page = await catalog.queryEntities(
      cursor
        ? { cursor, fields: FIELDS, limit: PAGE_SIZE }
        : {
            filter: {
              [`metadata.annotations.${WAYBILL_PIPELINE_ANNOTATION}`]:
                CATALOG_FILTER_EXISTS,
            },
            fields: FIELDS,
            limit: PAGE_SIZE,
          },
      request,
    );
    for (const entity of page.items) {
      entities.set(stringifyEntityRef(entity), entity);
    }
    // Entities come and go while pages are turned; fewer than at any moment of it means that some were missed.
    expected = Math.min(expected, page.totalItems);
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
  if (entities.size < expected) {
    throw new ServiceUnavailableError(
      `Expected ${expected} entities with ${WAYBILL_PIPELINE_ANNOTATION} from the catalog, found ${entities.size}`,
    );
  }
  return [...entities.values()];
}

/** Locations that people registered; not asked for where the configuration vouches for all there is. */
async function registeredLocations(
  catalog: CatalogService,
  request: RequestOptions,
  known: { entities: Entity[]; configured: ReadonlySet<string> },
): Promise<Set<string>> {
  const isOther = ({ metadata }: Entity) => {
    const origin = metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
    return origin !== undefined && !known.configured.has(origin);
  };
  if (!known.entities.some(isOther)) {
    return new Set();
  }
  const { items } = await catalog.getLocations({}, request);
  return new Set(items.map(({ type, target }) => `${type}:${target}`));
}

/** A component names its system; which domain that is part of, only the system says. */
async function domainsOfSystems(
  catalog: CatalogService,
  request: RequestOptions,
  entities: Entity[],
): Promise<Map<string, string[]>> {
  const systems = [
    ...new Set(
      entities.flatMap(entity =>
        refsByRelation(entity, RELATION_PART_OF, 'system'),
      ),
    ),
  ];
  if (systems.length === 0) {
    return new Map();
  }
  const { items } = await catalog.getEntitiesByRefs(
    { entityRefs: systems, fields: FIELDS },
    request,
  );
  return new Map(
    items.flatMap((system, index) =>
      system
        ? [
            [
              stringifyEntityRef(parseEntityRef(systems[index])),
              refsByRelation(system, RELATION_PART_OF, 'domain'),
            ] as const,
          ]
        : [],
    ),
  );
}
