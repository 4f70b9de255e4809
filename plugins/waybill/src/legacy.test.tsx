import { EntityProvider } from '@backstage/plugin-catalog-react';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { createFixtureApi } from './fixtures/FixtureApi';
import { entityOf } from './fixtures/renderTab';
import {
  EntityFreightContent,
  isWaybillAvailable,
  waybillApiRef,
  waybillPlugin,
} from './legacy';

jest.setTimeout(60_000);

describe('the plugin in the legacy frontend system', () => {
  it('shows the tab, and its links lead to the page of a Promotion', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [waybillApiRef, createFixtureApi()],
          [
            permissionApiRef,
            { authorize: async () => ({ result: AuthorizeResult.ALLOW }) },
          ],
        ]}
      >
        <EntityProvider entity={entityOf('storefront')}>
          <Routes>
            <Route path="/freight/*" element={<EntityFreightContent />} />
          </Routes>
        </EntityProvider>
      </TestApiProvider>,
      {
        routeEntries: ['/freight'],
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      },
    );
    expect(
      await screen.findByText(/in place for 3 days and healthy/),
    ).toBeInTheDocument();
    const link = screen.getByRole('link', {
      name: 'Open the promotion of 1.27.1 to uat',
    });
    expect(link.getAttribute('href')).toMatch(/^\/freight\/promotions\/uat\./);
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
