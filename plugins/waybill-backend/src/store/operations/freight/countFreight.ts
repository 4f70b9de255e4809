import { Knex } from 'knex';

/** How much Freight a pipeline has in all. */
export async function countFreight(
  tx: Knex,
  options: { pipelineId: string },
): Promise<number> {
  const row = await tx('freight')
    .where({ pipeline_id: options.pipelineId })
    .count({ count: '*' })
    .first();
  return Number(row?.count ?? 0);
}
