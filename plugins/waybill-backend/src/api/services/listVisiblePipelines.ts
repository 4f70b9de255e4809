import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Page } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { Cursor } from '../../store/Cursor';
import { listPipelines } from '../../store/operations/pipelines/listPipelines';
import { PipelineRecord } from '../../store/PipelineRecord';
import { PipelineListRequest } from './PipelineReads';

/** How many rows are read, and asked of the catalog, at a time. */
const BATCH = 200;

/**
 * A page of what the caller sees, filled from as many rows as it takes.
 *
 * @remarks The next page begins behind the last one shown, and there is one only if there is something to see on it: a
 * cursor or an empty page would tell of entities that the catalog hides.
 */
export async function listVisiblePipelines(
  knex: Knex,
  options: {
    request: PipelineListRequest;
    pageSize: number;
    filterVisible: (entityRefs: string[]) => Promise<string[]>;
  },
): Promise<Page<PipelineRecord>> {
  const { request, pageSize, filterVisible } = options;
  const isWanted = matcherOf(request);
  const found: PipelineRecord[] = [];
  let cursor = request.cursor;
  do {
    const batch = await listPipelines(knex, { limit: BATCH, cursor });
    const wanted = batch.items.filter(isWanted);
    const visible = new Set(
      await filterVisible(wanted.map(it => it.entityRef)),
    );
    found.push(...wanted.filter(it => visible.has(it.entityRef)));
    cursor = batch.nextCursor ?? undefined;
  } while (cursor && found.length <= pageSize);
  const items = found.slice(0, pageSize);
  return {
    items,
    nextCursor:
      found.length > pageSize
        ? Cursor.encode([items[items.length - 1].entityRef])
        : null,
  };
}

function matcherOf({ owner, system, filter }: PipelineListRequest) {
  const ownerRef = owner && refOf(owner, 'group');
  const systemRef = system && refOf(system, 'system');
  const text = filter?.toLocaleLowerCase('en-US') ?? '';
  return ({ entity, entityRef }: PipelineRecord) =>
    (!ownerRef || entity.owners.includes(ownerRef)) &&
    (!systemRef || entity.systems.includes(systemRef)) &&
    entityRef.includes(text);
}

function refOf(value: string, defaultKind: string) {
  return stringifyEntityRef(
    parseEntityRef(value, { defaultKind, defaultNamespace: 'default' }),
  );
}
