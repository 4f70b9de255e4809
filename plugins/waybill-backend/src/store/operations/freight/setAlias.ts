import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { DbFreightRow } from '../../tables';

/**
 * Renames Freight; answers the alias it had. Throws a `ConflictError` when other Freight of the pipeline has the new one.
 *
 * @remarks Asked first, since on PostgreSQL a violated constraint ends the transaction; who loses the race to an alias meets
 * the constraint.
 */
export async function setAlias(
  tx: Knex.Transaction,
  options: { pipelineId: string; id: string; alias: string },
): Promise<string> {
  const { pipelineId, id, alias } = options;
  const rows = await tx<DbFreightRow>('freight')
    .where({ pipeline_id: pipelineId })
    .andWhere(query => query.where({ id }).orWhere({ alias }))
    .select('id', 'alias');
  const before = rows.find(row => row.id === id)?.alias;
  if (before === undefined) {
    throw new NotFoundError(`There is no Freight "${id}" in this pipeline`);
  }
  const other = rows.find(row => row.id !== id && row.alias === alias);
  if (other) {
    throw taken(alias, other.id);
  }
  try {
    await tx<DbFreightRow>('freight')
      .where({ pipeline_id: pipelineId, id })
      .update({ alias });
  } catch (error) {
    throw isDatabaseConflictError(error) ? taken(alias) : error;
  }
  return before;
}

function taken(alias: string, by: string = ''): ConflictError {
  return new ConflictError(
    `The alias "${alias}" belongs to ${
      by ? `Freight ${by.slice(0, 7)}` : 'other Freight'
    } of this pipeline; an alias names one Freight only`,
  );
}
