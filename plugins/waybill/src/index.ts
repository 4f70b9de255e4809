/**
 * Waybill: the freight line and the stages on every catalog entity's page.
 *
 * @packageDocumentation
 */
export { waybillPlugin as default } from './plugin';
export { waybillApiRef } from './api/waybillApiRef';
export { freightRouteRef, promotionRouteRef } from './routes';
export { isWaybillAvailable } from './isWaybillAvailable';
export { waybillTranslationRef } from './translation/waybillTranslationRef';
