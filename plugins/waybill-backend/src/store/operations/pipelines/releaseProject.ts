import { DefinitionError } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbPipelineRow } from '../../tables';

/** A pipeline loses its project to another: it has no definition that may run any more. Its state stays. */
export async function releaseProject(
  tx: Knex,
  options: { pipelineId: string; error: DefinitionError },
): Promise<void> {
  await tx<DbPipelineRow>('pipelines')
    .where({ id: options.pipelineId })
    .update({
      project: null,
      definition_json: null,
      state: tx.raw(
        `CASE WHEN entity_gone_at IS NULL THEN 'invalid' ELSE state END`,
      ),
      errors_json: column.json([options.error]),
    });
}
