import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

/** The Freight tab of an entity. @public */
export const freightRouteRef = createRouteRef({ id: 'waybill.freight' });

/** One Promotion, below the tab. @public */
export const promotionRouteRef = createSubRouteRef({
  id: 'waybill.promotion',
  parent: freightRouteRef,
  path: '/promotions/:promotionId',
});
