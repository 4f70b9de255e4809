import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { act, waitFor } from '@testing-library/react';
import { entityOf } from '../__testUtils__/renderTab';
import { spied } from '../__testUtils__/tabTest';
import { waybillApiRef } from '../api/waybillApiRef';
import { freightRouteRef } from '../routes';
import { LegacyOverviewCard } from './LegacyOverviewCard';

jest.setTimeout(60_000);

it('shows nothing to whoever may not read pipelines, and asks for none', async () => {
  const api = spied();
  const asked: string[] = [];
  const { container } = renderInTestApp(
    <EntityProvider entity={entityOf('storefront')}>
      <LegacyOverviewCard />
    </EntityProvider>,
    {
      apis: [
        [waybillApiRef, api],
        mockApis.permission({
          authorize: ({ permission }) => {
            asked.push(permission.name);
            return AuthorizeResult.DENY;
          },
        }),
      ],
      mountedRoutes: { '/freight': freightRouteRef },
    },
  );
  await waitFor(() => expect(asked).toEqual(['waybill.pipeline.read']), {
    timeout: 20_000,
  });
  await act(async () => {});
  expect(api.getPipeline).not.toHaveBeenCalled();
  expect(container).not.toHaveTextContent(/Freight|may not/);
});
