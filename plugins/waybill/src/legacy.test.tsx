import { FlatRoutes } from '@backstage/core-app-api';
import {
  CatalogEntityPage,
  DefaultEntityPresentationApi,
  catalogPlugin,
  EntityLayout,
} from '@backstage/plugin-catalog';
import {
  catalogApiRef,
  entityPresentationApiRef,
  starredEntitiesApiRef,
  MockStarredEntitiesApi,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { Route } from 'react-router-dom';
import { createFixtureApi } from './__testUtils__/FixtureApi';
import { entityOf } from './__testUtils__/renderTab';
import {
  EntityFreightCard,
  EntityFreightContent,
  isWaybillAvailable,
  waybillApiRef,
  waybillPlugin,
} from './legacy';

jest.setTimeout(60_000);

/** An entity's page with an overview and the tab. */
async function renderEntityPage(path: string) {
  const entity = entityOf('storefront');
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [waybillApiRef, createFixtureApi()],
        [entityPresentationApiRef, DefaultEntityPresentationApi.createLocal()],
        [catalogApiRef, catalogApiMock({ entities: [entity] })],
        [starredEntitiesApiRef, new MockStarredEntitiesApi()],
        [
          permissionApiRef,
          { authorize: async () => ({ result: AuthorizeResult.ALLOW }) },
        ],
      ]}
    >
      <FlatRoutes>
        <Route
          path="/catalog/:namespace/:kind/:name"
          element={<CatalogEntityPage />}
        >
          <EntityLayout>
            <EntityLayout.Route path="/" title="Overview">
              <EntityFreightCard />
            </EntityLayout.Route>
            <EntityLayout.Route
              path="/freight"
              title="Freight"
              if={isWaybillAvailable}
            >
              <EntityFreightContent />
            </EntityLayout.Route>
          </EntityLayout>
        </Route>
      </FlatRoutes>
    </TestApiProvider>,
    {
      routeEntries: [path],
      mountedRoutes: {
        '/catalog': catalogPlugin.routes.catalogIndex,
      },
    },
  );
}

describe('the plugin in the legacy frontend system', () => {
  it('shows the tab, and its links lead to the page of a Promotion', async () => {
    await renderEntityPage('/catalog/default/component/storefront/freight');
    expect(
      await screen.findByText(/in place for 3 days and healthy/),
    ).toBeInTheDocument();
    const link = screen.getByRole('link', {
      name: /Open the promotion of 1\.27\.1 to uat/,
    });
    expect(link.getAttribute('href')).toMatch(
      /^\/catalog\/default\/component\/storefront\/freight\/promotions\/uat\./,
    );
  });

  it('shows the card on the overview, which leads to the tab', async () => {
    await renderEntityPage('/catalog/default/component/storefront');
    expect(
      await screen.findByRole('list', { name: 'What runs where' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /Freight and stages/ }),
    ).toHaveAttribute('href', '/catalog/default/component/storefront/freight');
  });

  it('says which entities have a pipeline, and brings its client', () => {
    const plain = entityOf('x');
    expect(isWaybillAvailable(plain)).toBe(true);
    plain.metadata.annotations = {};
    expect(isWaybillAvailable(plain)).toBe(false);
    expect([...waybillPlugin.getApis()].map(factory => factory.api.id)).toEqual(
      [waybillApiRef.id],
    );
  });
});
