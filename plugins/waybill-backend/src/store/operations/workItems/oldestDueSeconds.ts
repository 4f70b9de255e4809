import { Knex } from 'knex';
import { DbWorkItemRow } from '../../tables';

/** For how many seconds the oldest due item that nobody works on has been waiting; 0: none is due. */
export async function oldestDueSeconds(
  tx: Knex,
  options: { now: Date },
): Promise<number> {
  const now = options.now.getTime();
  const row = await tx<DbWorkItemRow>('work_items')
    .where('next_at', '<=', now)
    .andWhere(query =>
      query.whereNull('lease_until').orWhere('lease_until', '<=', now),
    )
    .min({ oldest: 'next_at' })
    .first();
  return row?.oldest === null || row?.oldest === undefined
    ? 0
    : (now - Number(row.oldest)) / 1000;
}
