import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import waybillPlugin, { waybillApiRef } from '.';
import alphaPlugin from './alpha';
import { createFixtureApi } from './fixtures/FixtureApi';
import { entityOf } from './fixtures/renderTab';

jest.setTimeout(60_000);

function render(entity: ReturnType<typeof entityOf>, mayRead: boolean) {
  const asked: string[] = [];
  renderTestApp({
    features: [waybillPlugin],
    extensions: [createTestEntityPage({ entity })],
    apis: [
      [waybillApiRef, createFixtureApi()],
      mockApis.permission({
        authorize: ({ permission }) => {
          asked.push(`${permission.name}#${permission.attributes.action}`);
          return permission.name !== 'waybill.pipeline.read' || mayRead
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY;
        },
      }),
    ],
  });
  return asked;
}

describe('the plugin in the new frontend system', () => {
  it('shows the tab of an entity with a pipeline, once the basic permission allows it', async () => {
    const asked = render(entityOf('storefront'), true);
    expect(
      await screen.findByText(/in place for 3 days and healthy/),
    ).toBeInTheDocument();
    expect(asked).toContain('waybill.pipeline.read#read');
  });

  it('shows no tab without the permission, and none for entities without a pipeline', async () => {
    render(entityOf('storefront'), false);
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
    const plain = entityOf('storefront');
    plain.metadata.annotations = {};
    render(plain, true);
    expect(await screen.findAllByTestId('empty-entity-page')).toHaveLength(2);
  });

  it('is found at both entry points', () => {
    expect(alphaPlugin).toBe(waybillPlugin);
  });
});
