import { Knex } from 'knex';
import { DbLockGroupRow } from '../../tables';

/** Takes back what a Promotion held; answers the names of those lock groups. */
export async function releaseLocks(
  tx: Knex.Transaction,
  options: { promotion: string },
): Promise<string[]> {
  const rows = await tx<DbLockGroupRow>('lock_groups')
    .where({ promotion_id: options.promotion })
    .update({ promotion_id: null, stage: null })
    .returning('name');
  return rows.map(row => row.name);
}
