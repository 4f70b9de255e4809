import { Knex } from 'knex';
import { column } from '../../column';
import { DbWorkItemRow } from '../../tables';
import { WorkItemKey, WorkKind } from '../../WorkItem';

/** When each work item of a pipeline is due, and what its last failure was. */
export async function listWorkItems(
  tx: Knex,
  options: { pipelineId: string },
): Promise<
  (WorkItemKey & { nextAt: string; failures: number; lastError?: string })[]
> {
  const rows = await tx<DbWorkItemRow>('work_items')
    .where({ pipeline_id: options.pipelineId })
    .orderBy('id');
  return rows.map(row => ({
    kind: row.kind as WorkKind,
    pipelineId: options.pipelineId,
    name: row.name,
    nextAt: column.readTime(row.next_at),
    failures: row.failures,
    lastError: row.last_error ?? undefined,
  }));
}
