import { Knex } from 'knex';
import { column } from '../../column';
import { isPostgres } from '../../isPostgres';
import { DbWorkItemRow } from '../../tables';
import { ClaimedWorkItem, WorkKind } from '../../WorkItem';

/**
 * Takes the longest-due items of a kind that nobody holds, or whose holder's lease has ended.
 *
 * @remarks One statement, which is a transaction of its own. On PostgreSQL rows that another worker is just claiming
 * are skipped and not waited for; the row locks last until the token is written, so two workers never get the same
 * item. `FOR UPDATE` is also what `fenceClaim` shuts out; and since it stands there, the rows are picked once, before
 * any is changed. On SQLite there is one connection.
 */
export async function claimWorkItems(
  tx: Knex,
  options: {
    kind: WorkKind;
    limit: number;
    /** Fresh; fences the writes of this claim. */
    token: string;
    worker: string;
    leaseMs: number;
    now: Date;
  },
): Promise<ClaimedWorkItem[]> {
  const now = options.now.getTime();
  const due = tx<DbWorkItemRow>('work_items')
    .select('id')
    .where({ kind: options.kind })
    .andWhere('next_at', '<=', now)
    .andWhere(query =>
      query.whereNull('lease_until').orWhere('lease_until', '<=', now),
    )
    .orderBy('next_at')
    .limit(options.limit);
  const rows: DbWorkItemRow[] = await tx<DbWorkItemRow>('work_items')
    .with('due', isPostgres(tx) ? due.forUpdate().skipLocked() : due)
    .whereIn('id', tx('due').select('id'))
    .update({
      claim_token: options.token,
      claimed_by: options.worker,
      claimed_pokes: tx.ref('pokes') as unknown as number,
      lease_until: now + options.leaseMs,
    })
    .returning('*');
  return rows
    .sort((a, b) => Number(a.next_at) - Number(b.next_at))
    .map(row => ({
      id: row.id,
      kind: options.kind,
      pipelineId: row.pipeline_id ?? undefined,
      name: row.name,
      token: options.token,
      failures: row.failures,
      memory: column.readJson(row.memory_json),
    }));
}
