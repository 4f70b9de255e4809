import { ConflictError } from '@backstage/errors';
import { FreightWithStatus } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { listHistory } from '../../../store/operations/stages/listHistory';

const PAGE = 200;

/** Rollback skips availability because the Stage has run the Freight; so it must have. @throws ConflictError */
export async function assertHasRun(
  knex: Knex,
  pipelineId: string,
  stage: string,
  freight: FreightWithStatus,
) {
  let cursor: string | undefined;
  do {
    const page = await listHistory(knex, {
      pipelineId,
      stage,
      limit: PAGE,
      cursor,
    });
    if (
      page.items.some(it => Object.values(it.collection).includes(freight.id))
    )
      return;
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  throw new ConflictError(
    `${freight.alias} has never run in ${stage}, so it cannot be rolled back to; promote it`,
  );
}
