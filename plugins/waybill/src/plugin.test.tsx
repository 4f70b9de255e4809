import { Entity } from '@backstage/catalog-model';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { render, screen } from '@testing-library/react';
import waybillPlugin, { waybillApiRef } from '.';
import alphaPlugin from './alpha';
import { createFixtureApi } from './__testUtils__/FixtureApi';
import { entityOf } from './__testUtils__/renderTab';

jest.setTimeout(60_000);

/** A whole app: conditions on extensions are only looked at there. */
function renderApp(entity: Entity, mayRead: boolean) {
  const asked: string[] = [];
  const permission = mockApis.permission({
    authorize: ({ permission: { name, attributes } }) => {
      asked.push(`${name}#${attributes.action}`);
      return name !== 'waybill.pipeline.read' || mayRead
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY;
    },
  });
  const page = createFrontendModule({
    pluginId: 'app',
    extensions: [
      createTestEntityPage({ entity }),
      ApiBlueprint.make({
        name: 'permission',
        params: define =>
          define({
            api: permissionApiRef,
            deps: {},
            factory: () => permission,
          }),
      }),
    ],
  });
  const api = createFrontendModule({
    pluginId: 'waybill',
    extensions: [
      ApiBlueprint.make({
        params: define =>
          define({
            api: waybillApiRef,
            deps: {},
            factory: () => createFixtureApi(),
          }),
      }),
    ],
  });
  const app = createApp({
    features: [waybillPlugin, page, api],
    advanced: {
      configLoader: async () => ({
        config: mockApis.config({
          data: { app: { extensions: [{ 'sign-in-page:app': false }] } },
        }),
      }),
    },
  });
  render(app.createRoot());
  return asked;
}

describe('the plugin in the new frontend system', () => {
  it('shows the tab and the card of an entity with a pipeline, once the basic permission allows it', async () => {
    const asked = renderApp(entityOf('storefront'), true);
    expect(
      await screen.findByText(
        /in place for 3 days and healthy/,
        {},
        { timeout: 20_000 },
      ),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('list', { name: 'What runs where' }),
    ).toBeInTheDocument();
    expect(asked).toContain('waybill.pipeline.read#read');
  });

  it('shows neither without the permission', async () => {
    renderApp(entityOf('storefront'), false);
    expect(
      await screen.findByTestId('empty-entity-page', {}, { timeout: 20_000 }),
    ).toBeInTheDocument();
  });

  it('shows neither for entities without a pipeline', async () => {
    const plain = entityOf('storefront');
    plain.metadata.annotations = {};
    renderApp(plain, true);
    expect(
      await screen.findByTestId('empty-entity-page', {}, { timeout: 20_000 }),
    ).toBeInTheDocument();
  });

  it('is found at both entry points', () => {
    expect(alphaPlugin).toBe(waybillPlugin);
  });
});
