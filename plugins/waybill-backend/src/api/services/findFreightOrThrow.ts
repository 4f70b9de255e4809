import { InputError, NotFoundError } from '@backstage/errors';
import { Freight } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { findFreight } from '../../store/operations/freight/findFreight';
import { listFreight } from '../../store/operations/freight/listFreight';
import { PipelineRecord } from '../../store/PipelineRecord';
import { carriedVersions } from './carriedVersions';

/** How much of the freight line is looked through for a version. */
const NEWEST = 200;
/** How many are named to who asked for one that is not there. */
const NAMED = 5;

/**
 * Freight of a pipeline by its name, which is its ID, by its alias, or by a version that it alone carries.
 *
 * @throws InputError where several carry the version; NotFoundError that names those there are
 */
export async function findFreightOrThrow(
  knex: Knex,
  pipeline: PipelineRecord,
  named: string,
) {
  const { id: pipelineId, entityRef } = pipeline;
  const found = await findFreight(knex, { pipelineId, idOrAlias: named });
  if (found) return found;

  const { items } = await listFreight(knex, { pipelineId, limit: NEWEST });
  const carrying = items.filter(it => carriedVersions(it).includes(named));
  if (carrying.length === 1) return carrying[0];
  if (carrying.length > 1) {
    throw new InputError(
      `${entityRef} has ${
        carrying.length
      } Freight with ${named}, so its name or alias is needed: ${list(
        carrying,
      )}`,
    );
  }
  throw new NotFoundError(
    `${entityRef} has no Freight '${named}'; expected its name (40 hexadecimal digits), its alias, or a version that it alone carries. ${
      items.length > 0
        ? `The newest: ${list(items)}`
        : 'No Freight has been found yet'
    }`,
  );
}

/** `calm-bison (1.27.0), …` */
function list(freight: Freight[]): string {
  const names = freight.slice(0, NAMED).map(it => {
    const versions = carriedVersions(it).join(', ');
    return versions ? `${it.alias} (${versions})` : it.alias;
  });
  return [...names, ...(freight.length > NAMED ? ['…'] : [])].join(', ');
}
