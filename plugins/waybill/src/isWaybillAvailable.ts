import { Entity } from '@backstage/catalog-model';
import { WAYBILL_PIPELINE_ANNOTATION } from '@waybill/backstage-plugin-waybill-common';

/**
 * Whether an entity has a pipeline; for `EntityLayout.Route`'s `if` in the legacy frontend system.
 *
 * @public
 */
export function isWaybillAvailable(entity: Entity): boolean {
  return Boolean(entity.metadata.annotations?.[WAYBILL_PIPELINE_ANNOTATION]);
}
