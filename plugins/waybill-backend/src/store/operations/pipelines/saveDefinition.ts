import {
  DefinitionError,
  PipelineDefinition,
  PipelineState,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { DefinitionFile } from '../../../ports';
import { column } from '../../column';
import { DbPipelineRow } from '../../tables';

/**
 * Keeps what a look at the definition brought. What is not given stays: an unreadable or invalid definition leaves the
 * last good one running.
 *
 * @remarks Writes nothing when the pipeline has meanwhile been orphaned by the catalog, or is read elsewhere now;
 * answers whether it did. A project that another pipeline holds violates `pipelines_project_uq`, so ask
 * `findProjectHolder` in the same transaction first.
 */
export async function saveDefinition(
  tx: Knex,
  options: {
    pipelineId: string;
    /** Where it was read. */
    sourceUrl: string | undefined;
    state: PipelineState;
    errors: DefinitionError[];
    now: Date;
    read?: {
      etag: string | undefined;
      files: DefinitionFile[];
      parserVersion: string;
    };
    /** The parser that has read the kept text again. */
    parserVersion?: string;
    definition?: PipelineDefinition;
    /** Whether the source answered at all. */
    answered: boolean;
  },
): Promise<boolean> {
  const { read, definition } = options;
  const updated = await tx<DbPipelineRow>('pipelines')
    .where({ id: options.pipelineId })
    .whereNull('entity_gone_at')
    .andWhere(query =>
      options.sourceUrl === undefined
        ? query.whereNull('source_url')
        : query.where({ source_url: options.sourceUrl }),
    )
    .update({
      state: options.state,
      errors_json: column.json(options.errors),
      ...(options.answered && { read_at: options.now.getTime() }),
      ...(read && {
        etag: read.etag ?? null,
        files_json: column.json(read.files),
        parser_version: read.parserVersion,
      }),
      ...(options.parserVersion && { parser_version: options.parserVersion }),
      ...(definition && {
        project: definition.project,
        definition_json: column.json(definition),
      }),
    });
  return updated > 0;
}
