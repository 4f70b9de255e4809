import { HealthCheck } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbPromotionRow } from '../../tables';

/** The health checks that the steps of a Promotion have registered so far. */
export async function getHealthChecks(
  tx: Knex,
  options: { id: string },
): Promise<HealthCheck[]> {
  const row = await tx<DbPromotionRow>('promotions')
    .where({ id: options.id })
    .first('health_checks_json');
  return column.readJson(row?.health_checks_json ?? '[]');
}
