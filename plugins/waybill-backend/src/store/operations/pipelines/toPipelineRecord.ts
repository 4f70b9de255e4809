import { PipelineState } from '@waybill/backstage-plugin-waybill-common';
import { column } from '../../column';
import { PipelineRecord } from '../../PipelineRecord';
import { DbPipelineRow } from '../../tables';

/** All but the text of the definition, which is large and seldom needed. */
export const PIPELINE_COLUMNS: Exclude<keyof DbPipelineRow, 'files_json'>[] = [
  'id',
  'entity_ref',
  'entity_uid',
  'entity_json',
  'entity_gone_at',
  'project',
  'state',
  'errors_json',
  'source_url',
  'etag',
  'parser_version',
  'definition_json',
  'read_at',
  'created_at',
];

export function toPipelineRecord(
  row: Omit<DbPipelineRow, 'files_json'>,
): PipelineRecord {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    entity: column.readJson(row.entity_json),
    entityGoneAt: column.readTimeOrUndefined(row.entity_gone_at),
    project: row.project ?? undefined,
    state: row.state as PipelineState,
    errors: column.readJson(row.errors_json),
    sourceUrl: row.source_url ?? undefined,
    etag: row.etag ?? undefined,
    parserVersion: row.parser_version ?? undefined,
    definition: column.readJsonOrUndefined(row.definition_json),
    readAt: column.readTimeOrUndefined(row.read_at),
  };
}
