import { Knex } from 'knex';
import { isPostgres } from '../../isPostgres';
import { DbLockGroupRow } from '../../tables';

/**
 * Gives all of these lock groups to a Promotion, or none of them; false: another one has one of them, or is about to.
 *
 * @remarks The caller has locked the Promotion's Stage. Rows that somebody else has locked are skipped instead of waited for, so that
 * two Stages that start at the same moment never wait for each other; the one that comes away empty looks again.
 */
export async function takeLocks(
  tx: Knex.Transaction,
  options: {
    pipelineId: string;
    /** Each once. */
    groups: string[];
    promotion: string;
    stage: string;
  },
): Promise<boolean> {
  const { pipelineId, groups, promotion, stage } = options;
  if (groups.length === 0) {
    return true;
  }
  const ofPipeline = () =>
    tx<DbLockGroupRow>('lock_groups')
      .where({ pipeline_id: pipelineId })
      .whereIn('name', groups);
  const known = await ofPipeline().select('name');
  const names = new Set(known.map(row => row.name));
  const missing = groups.filter(name => !names.has(name)).sort();
  if (missing.length > 0) {
    await tx<DbLockGroupRow>('lock_groups')
      .insert(missing.map(name => ({ pipeline_id: pipelineId, name })))
      .onConflict(['pipeline_id', 'name'])
      .ignore();
  }
  const free = ofPipeline().whereNull('promotion_id').select('name');
  const rows = await (isPostgres(tx) ? free.forUpdate().skipLocked() : free);
  if (rows.length < groups.length) {
    return false;
  }
  await ofPipeline().update({ promotion_id: promotion, stage });
  return true;
}
