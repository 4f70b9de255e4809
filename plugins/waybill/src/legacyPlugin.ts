import {
  createApiFactory,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { WaybillClient } from '@waybill/backstage-plugin-waybill-common';
import { waybillApiRef } from './api/waybillApiRef';
import { freightRouteRef } from './routes';

/** Waybill for the legacy frontend system. @public */
export const waybillPlugin = createPlugin({
  id: 'waybill',
  apis: [
    createApiFactory({
      api: waybillApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new WaybillClient({ discoveryApi, fetchApi }),
    }),
  ],
  routes: { freight: freightRouteRef },
});

/** The Freight tab's content, for `EntityLayout.Route` at the path `/freight`. @public */
export const EntityFreightContent: () => JSX.Element = waybillPlugin.provide(
  createRoutableExtension({
    name: 'EntityFreightContent',
    component: () =>
      import('./components/FreightContent').then(m => m.FreightContent),
    mountPoint: freightRouteRef,
  }),
);
