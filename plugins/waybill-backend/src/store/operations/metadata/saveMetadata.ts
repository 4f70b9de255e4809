import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbMetadataRow } from '../../tables';

/**
 * Writes down values about one Stage or Freight; keys that are not given stay.
 *
 * @remarks Keys in their order, and subjects in that of the caller, so that no two transactions wait for each other.
 */
export async function saveMetadata(
  tx: Knex.Transaction,
  options: {
    pipelineId: string;
    kind: 'Stage' | 'Freight';
    subject: string;
    values: JsonObject;
  },
): Promise<void> {
  const { pipelineId, kind, subject, values } = options;
  for (const key of Object.keys(values).sort()) {
    await tx<DbMetadataRow>('metadata')
      .insert({
        pipeline_id: pipelineId,
        kind,
        subject,
        key,
        value_json: column.json(values[key] ?? null),
      })
      .onConflict(['pipeline_id', 'kind', 'subject', 'key'])
      .merge(['value_json']);
  }
}
