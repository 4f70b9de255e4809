import { HealthCheck } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbPromotionRow } from '../../tables';
import { getHealthChecks } from './getHealthChecks';

/**
 * Adds health checks to a Promotion; one that is there already, because its step ran before a crash, is not added twice.
 *
 * @remarks Call it behind `fenceClaim` in the same transaction.
 */
export async function addHealthChecks(
  tx: Knex.Transaction,
  options: { promotionId: string; checks: HealthCheck[] },
): Promise<void> {
  const before = await getHealthChecks(tx, { id: options.promotionId });
  const checks = new Map(
    [...before, ...options.checks].map(check => [column.json(check), check]),
  );
  await tx<DbPromotionRow>('promotions')
    .where({ id: options.promotionId })
    .update({ health_checks_json: column.json([...checks.values()]) });
}
