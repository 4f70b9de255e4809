import { Knex } from 'knex';
import { PipelineEntity } from '../../../ports';
import { column } from '../../column';
import { DbPipelineRow } from '../../tables';

/** Which entity a pipeline is bound to, and what tells a rename. */
export interface PipelineBinding {
  pipelineId: string;
  entity: PipelineEntity;
  project?: string;
  /** Has no project and no state that could be lost. */
  empty: boolean;
  gone: boolean;
}

/** Whether anything was ever kept for a pipeline. */
const USED = `(
  EXISTS (SELECT 1 FROM stages WHERE stages.pipeline_id = pipelines.id)
  OR EXISTS (SELECT 1 FROM freight WHERE freight.pipeline_id = pipelines.id)
  OR EXISTS (SELECT 1 FROM warehouses WHERE warehouses.pipeline_id = pipelines.id)
  OR EXISTS (SELECT 1 FROM audit WHERE audit.pipeline_id = pipelines.id)
) AS used`;

/** Every binding; the catalog's answer is compared with all of them at once. */
export async function listBindings(tx: Knex): Promise<PipelineBinding[]> {
  const rows: (DbPipelineRow & { used: boolean | number })[] = await tx(
    'pipelines',
  )
    .select('id', 'entity_json', 'project', 'entity_gone_at', tx.raw(USED))
    .orderBy('id');
  return rows.map(row => ({
    pipelineId: row.id,
    entity: column.readJson(row.entity_json),
    project: row.project ?? undefined,
    empty: row.project === null && !row.used,
    gone: row.entity_gone_at !== null,
  }));
}
