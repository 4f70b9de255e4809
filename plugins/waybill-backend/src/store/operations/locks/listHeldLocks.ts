import { HeldLock } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { DbLockGroupRow } from '../../tables';

/** Those of these lock groups that a Promotion has now. */
export async function listHeldLocks(
  tx: Knex,
  options: { pipelineId: string; groups: string[] },
): Promise<HeldLock[]> {
  if (options.groups.length === 0) {
    return [];
  }
  const rows = await tx<DbLockGroupRow>('lock_groups')
    .where({ pipeline_id: options.pipelineId })
    .whereIn('name', options.groups)
    .whereNotNull('promotion_id')
    .orderBy('name');
  return rows.map(row => ({
    group: row.name,
    promotion: row.promotion_id ?? '',
    stage: row.stage ?? '',
  }));
}
