// This entry point is an app of its own.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  stageResourceRef,
  WAYBILL_PIPELINE_ANNOTATION,
} from '@waybill/backstage-plugin-waybill-common';
import ReactDOM from 'react-dom/client';
import waybillPlugin, { waybillApiRef } from '../src';
import { createFixtureApi } from '../src/__testUtils__/FixtureApi';

// Every state of the tab, without a backend: /catalog/default/component/<name>/freight.
const NAMES = [
  'storefront',
  'guestbook',
  'broken',
  'empty',
  'last-good',
  'orphaned',
  'unreachable',
];

const entities = NAMES.map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    annotations: { [WAYBILL_PIPELINE_ANNOTATION]: './waybill.yaml' },
  },
  spec: { type: 'service', owner: 'team-storefront', lifecycle: 'production' },
}));

const fixtures = createFixtureApi();

const catalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: define =>
        define({
          api: catalogApiRef,
          deps: {},
          factory: () => catalogApiMock({ entities }),
        }),
    }),
  ],
});

const waybillModule = createFrontendModule({
  pluginId: 'waybill',
  extensions: [
    ApiBlueprint.make({
      params: define =>
        define({
          api: waybillApiRef,
          deps: {},
          factory: () => ({
            ...fixtures,
            getPipeline: async (entityRef, options) => {
              if (entityRef.endsWith('/unreachable'))
                throw new TypeError('Failed to fetch');
              return fixtures.getPipeline(entityRef, options);
            },
          }),
        }),
    }),
  ],
});

// As the demo's developer: everything but production.
const appModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    ApiBlueprint.make({
      name: 'permission',
      params: define =>
        define({
          api: permissionApiRef,
          deps: {},
          factory: () => ({
            authorize: async asked => {
              const ref =
                'resourceRef' in asked ? asked.resourceRef : undefined;
              const denied =
                ref ===
                  stageResourceRef('component:default/storefront', 'prod') ||
                asked.permission.name === 'waybill.freight.approve';
              return {
                result: denied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
              };
            },
          }),
        }),
    }),
  ],
});

const app = createApp({
  features: [
    catalogPlugin,
    waybillPlugin,
    catalogModule,
    waybillModule,
    appModule,
  ],
});

ReactDOM.createRoot(document.getElementById('root')!).render(app.createRoot());
