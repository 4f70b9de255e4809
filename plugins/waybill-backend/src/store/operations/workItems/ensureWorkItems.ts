import { Knex } from 'knex';
import { DbWorkItemRow } from '../../tables';
import { WorkItemKey, workItemId } from '../../WorkItem';

/** Makes work items that do not exist yet; leaves the others as they are. */
export async function ensureWorkItems(
  tx: Knex,
  options: { items: WorkItemKey[]; at: Date },
): Promise<void> {
  const byId = new Map(options.items.map(item => [workItemId(item), item]));
  for (const id of [...byId.keys()].sort()) {
    const item = byId.get(id)!;
    await tx<DbWorkItemRow>('work_items')
      .insert({
        id,
        kind: item.kind,
        pipeline_id: item.pipelineId ?? null,
        name: item.name,
        next_at: options.at.getTime(),
        pokes: 0,
        failures: 0,
        memory_json: '{}',
      })
      .onConflict('id')
      .ignore();
  }
}
