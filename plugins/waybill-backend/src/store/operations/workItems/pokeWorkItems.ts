import { Knex } from 'knex';
import { DbWorkItemRow } from '../../tables';
import { WorkItemKey, workItemId } from '../../WorkItem';

/**
 * Makes work items due, now or at a given time, whether they exist yet or not. Only ever moves them earlier.
 *
 * @remarks Also counts the pokes. A worker that finishes an item which was poked since it was claimed makes it due
 * again at once, so that what changed behind the worker's back is seen.
 *
 * Items are locked in the order of their ids, and last of all that a transaction locks, so that no two transactions
 * wait for each other.
 */
export async function pokeWorkItems(
  tx: Knex,
  options: { items: WorkItemKey[]; at: Date },
): Promise<void> {
  const at = options.at.getTime();
  const byId = new Map(options.items.map(item => [workItemId(item), item]));
  for (const id of [...byId.keys()].sort()) {
    const item = byId.get(id)!;
    await tx<DbWorkItemRow>('work_items')
      .insert({
        id,
        kind: item.kind,
        pipeline_id: item.pipelineId ?? null,
        name: item.name,
        next_at: at,
        pokes: 0,
        failures: 0,
        memory_json: '{}',
      })
      .onConflict('id')
      .merge({
        next_at: tx.raw(
          'CASE WHEN work_items.next_at > ? THEN ? ELSE work_items.next_at END',
          [at, at],
        ) as unknown as number,
        pokes: tx.raw('work_items.pokes + 1') as unknown as number,
      });
  }
}
