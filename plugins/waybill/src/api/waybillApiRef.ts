import { createApiRef } from '@backstage/core-plugin-api';
import { WaybillApi } from '@waybill/backstage-plugin-waybill-common';

/** The client of Waybill's HTTP API; replace its factory to talk to something else. @public */
export const waybillApiRef = createApiRef<WaybillApi>({
  id: 'plugin.waybill.client',
});
