import { Knex } from 'knex';
import { DefinitionFile } from '../../../ports';
import { column } from '../../column';
import { DbPipelineRow } from '../../tables';

/** The text of the definition as it was last read; undefined: it never was. */
export async function loadDefinitionFiles(
  tx: Knex,
  options: { pipelineId: string },
): Promise<DefinitionFile[] | undefined> {
  const row = await tx<DbPipelineRow>('pipelines')
    .where({ id: options.pipelineId })
    .first('files_json');
  return column.readJsonOrUndefined(row?.files_json ?? null);
}
