import { discoveryApiRef, fetchApiRef } from '@backstage/core-plugin-api';
import {
  ApiBlueprint,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  WAYBILL_PIPELINE_ANNOTATION,
  WaybillClient,
} from '@waybill/backstage-plugin-waybill-common';
import { waybillApiRef } from './api/waybillApiRef';
import { freightRouteRef } from './routes';

const waybillApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: waybillApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new WaybillClient({ discoveryApi, fetchApi }),
    }),
});

// A basic permission on purpose: a conditional answer would hide the tab and the card.
const mayRead = { permissions: { $contains: 'waybill.pipeline.read#read' } };
const hasPipeline = {
  [`metadata.annotations.${WAYBILL_PIPELINE_ANNOTATION}`]: { $exists: true },
};

const freightContent = EntityContentBlueprint.make({
  name: 'freight',
  if: mayRead,
  params: {
    path: '/freight',
    title: 'Freight',
    group: 'deployment',
    routeRef: freightRouteRef,
    filter: hasPipeline,
    loader: () =>
      import('./components/FreightContent').then(m => <m.FreightContent />),
  },
});

const overviewCard = EntityCardBlueprint.make({
  name: 'overview',
  if: mayRead,
  params: {
    type: 'content',
    filter: hasPipeline,
    loader: () =>
      import('./components/OverviewCard').then(m => <m.OverviewCard />),
  },
});

/**
 * Waybill for the new frontend system: the Freight tab of every entity with a pipeline, and a card on its overview.
 *
 * @public
 */
export const waybillPlugin = createFrontendPlugin({
  pluginId: 'waybill',
  title: 'Waybill',
  info: { packageJson: () => import('../package.json') },
  routes: { freight: freightRouteRef },
  extensions: [waybillApi, freightContent, overviewCard],
});
