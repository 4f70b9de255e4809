import { Knex } from 'knex';
import { PipelineEntity } from '../../../ports';
import { column } from '../../column';
import { DbPipelineRow } from '../../tables';

/** Which entity a pipeline is bound to, and what tells a rename. */
export interface PipelineBinding {
  pipelineId: string;
  entity: PipelineEntity;
  project?: string;
  /** Never had a good definition, and so has no state that could be lost. */
  empty: boolean;
  gone: boolean;
}

/** Every binding; the catalog's answer is compared with all of them at once. */
export async function listBindings(tx: Knex): Promise<PipelineBinding[]> {
  const rows = await tx<DbPipelineRow>('pipelines')
    .select('id', 'entity_json', 'project', 'entity_gone_at')
    .orderBy('id');
  return rows.map(row => ({
    pipelineId: row.id,
    entity: column.readJson(row.entity_json),
    project: row.project ?? undefined,
    empty: row.project === null,
    gone: row.entity_gone_at !== null,
  }));
}
