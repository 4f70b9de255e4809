import {
  JsonObject,
  JsonValue,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbMetadataRow } from '../../tables';

/** All that is written down about one Stage or Freight, by key; keys sorted. */
export async function getMetadata(
  tx: Knex,
  options: { pipelineId: string; kind: 'Stage' | 'Freight'; subject: string },
): Promise<JsonObject> {
  const rows = await tx<DbMetadataRow>('metadata')
    .where({
      pipeline_id: options.pipelineId,
      kind: options.kind,
      subject: options.subject,
    })
    .orderBy('key');
  return Object.fromEntries(
    rows.map(row => [row.key, column.readJson<JsonValue>(row.value_json)]),
  );
}
