import {
  createApiFactory,
  createComponentExtension,
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

/**
 * A card for the overview: what runs where, and what waits for whoever looks; nothing for whoever may not read pipelines. It leads to the
 * tab, so there must be one.
 *
 * @public
 */
export const EntityFreightCard: () => JSX.Element = waybillPlugin.provide(
  createComponentExtension({
    name: 'EntityFreightCard',
    component: {
      lazy: () =>
        import('./components/LegacyOverviewCard').then(
          m => m.LegacyOverviewCard,
        ),
    },
  }),
);
