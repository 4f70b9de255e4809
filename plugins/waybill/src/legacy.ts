/**
 * Waybill for the legacy frontend system.
 *
 * @packageDocumentation
 */
export {
  EntityFreightCard,
  EntityFreightContent,
  waybillPlugin,
} from './legacyPlugin';
export { waybillApiRef } from './api/waybillApiRef';
export { freightRouteRef, promotionRouteRef } from './routes';
export { isWaybillAvailable } from './isWaybillAvailable';
export { waybillTranslationRef } from './translation/waybillTranslationRef';
