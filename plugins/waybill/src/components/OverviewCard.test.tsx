import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { act, configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  PipelineView,
  PromotionSummary,
  WaybillApi,
} from '@waybill/backstage-plugin-waybill-common';
import { toHaveNoViolations } from 'jest-axe';
import { entityOf } from '../__testUtils__/renderTab';
import { answer, ENTITY, spied, violations } from '../__testUtils__/tabTest';
import { waybillApiRef } from '../api/waybillApiRef';
import { freightRouteRef } from '../routes';
import { OverviewCard } from './OverviewCard';

expect.extend(toHaveNoViolations);
// The first question about permissions takes its time.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);

function renderCard(options: {
  api: WaybillApi;
  name?: string;
  may?: (permission: string, ref: string | undefined) => boolean;
  annotated?: boolean;
}) {
  const { api, name = 'storefront', may = () => true } = options;
  const entity = entityOf(name);
  if (options.annotated === false) entity.metadata.annotations = {};
  return renderInTestApp(
    <EntityProvider entity={entity}>
      <OverviewCard />
    </EntityProvider>,
    {
      apis: [
        [waybillApiRef, api],
        mockApis.permission({
          authorize: ({ permission, resourceRef }) =>
            may(permission.name, resourceRef)
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
        }),
      ],
      mountedRoutes: {
        '/freight': freightRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
}

/** The storefront with all its Stages at rest, and 1.28.0 free to go to the first. */
async function restful(
  change: (view: PipelineView, running: PromotionSummary) => void = () => {},
): Promise<WaybillApi> {
  const api = spied();
  const view = await api.getPipeline(ENTITY);
  const running = view.promotions[0];
  const freight = view.freight[0].id;
  view.stages.forEach((stage, index) => {
    stage.promotions = { running: null, waiting: [] };
    stage.autoPromotion = false;
    stage.next = index === 0 ? { freight, gates: [] } : null;
  });
  change(view, running);
  return spied({ getPipeline: async () => view });
}

describe('the card on the overview', () => {
  it('says what runs where and how it is, and leads to the tab', async () => {
    const { container } = renderCard({ api: await restful() });
    const list = await screen.findByRole('list', { name: 'What runs where' });
    const [dev, , prod] = within(list).getAllByRole('listitem');
    expect(dev).toHaveTextContent(/^dev 1\.27\.1 Healthy$/);
    expect(prod).toHaveTextContent(/^prod 1\.26\.0 Healthy$/);
    expect(
      screen.getByRole('link', { name: /Freight and stages/ }),
    ).toHaveAttribute('href', '/freight');
    expect(await violations(container)).toHaveNoViolations();
  });

  it('says what waits for the person: freight that can go, to whoever may promote it', async () => {
    const api = await restful();
    const { unmount } = renderCard({ api });
    expect(
      await screen.findByRole('link', { name: '1.28.0 can go to dev' }),
    ).toHaveAttribute('href', '/freight');
    unmount();
    renderCard({ api, name: 'storefront.other', may: () => false });
    expect(await screen.findByText('Nothing.')).toBeVisible();
  });

  it('does not say that nothing waits when that could not be checked, and checks again', async () => {
    const may = jest
      .fn(() => true)
      .mockImplementationOnce(() => {
        throw new Error('Request failed with 503');
      });
    renderCard({ api: await restful(), name: 'storefront.unchecked', may });
    expect(
      await screen.findByText(
        'What waits for you could not be checked, which is tried again: Request failed with 503',
      ),
    ).toBeVisible();
    expect(screen.queryByText('Nothing.')).not.toBeInTheDocument();
    act(() => {
      document.dispatchEvent(new Event('visibilitychange'));
    });
    expect(
      await screen.findByRole('link', { name: '1.28.0 can go to dev' }),
    ).toBeVisible();
  });

  it.each([
    ['wait-for-approval', '1.28.0 to dev waits for an approval'],
    ['git-wait-for-pr', '1.28.0 to dev waits for pull request #7'],
  ])('leads to the promotion that waits in %s', async (current, words) => {
    const api = await restful((view, running) => {
      view.stages[0].promotions.running = running.id;
      running.progress = { done: 1, total: 3, current };
      if (current === 'wait-for-approval') {
        running.asksFor = { step: 'sign', approvers: [], minApprovals: 1 };
      }
      const url = 'https://git.example.com/acme/config/pull/7';
      running.pullRequest = { number: 7, url };
    });
    const { container } = renderCard({ api });
    const link = await screen.findByRole('link', { name: words });
    expect(link.getAttribute('href')).toMatch(/^\/freight\/promotions\/dev\./);
    expect(await violations(container)).toHaveNoViolations();
  });

  it("does not ask for a signature that is others' to give", async () => {
    const api = await restful((view, running) => {
      view.stages[0].promotions.running = running.id;
      const approvers = [{ claim: 'user', value: 'olga' }];
      running.asksFor = { step: 'sign', approvers, minApprovals: 1 };
    });
    renderCard({ api });
    expect(await screen.findByText('Nothing.')).toBeVisible();
    expect(screen.queryByText(/waits for an approval/)).not.toBeInTheDocument();
  });

  it('says which promotion has failed, and leads there', async () => {
    const api = await restful(view => {
      const [dev, uat] = view.stages;
      const last = {
        freight: view.freight[0].id,
        finishedAt: view.freight[0].createdAt,
      };
      dev.lastPromotion = { ...last, id: 'dev.01', phase: 'Failed' };
      // A person's own doing.
      uat.lastPromotion = { ...last, id: 'uat.01', phase: 'Aborted' };
    });
    const { container } = renderCard({ api });
    const link = await screen.findByRole('link', { name: /failed/ });
    expect(link).toHaveTextContent(/^promotion of 1\.28\.0 failed$/);
    expect(link).toHaveAttribute('href', '/freight/promotions/dev.01');
    expect(await violations(container)).toHaveNoViolations();
  });

  it('urges nobody to what goes by itself, has gates, or went wrong before', async () => {
    const api = await restful(view => {
      const [dev, uat, prod] = view.stages;
      const freight = view.freight[0].id;
      const message = 'soaks';
      dev.autoPromotion = true;
      uat.next = {
        freight,
        gates: [{ code: 'Soaking', message, effect: 'wait' }],
      };
      prod.next = {
        freight,
        gates: [],
        setback: {} as NonNullable<typeof prod.next>['setback'],
      };
    });
    renderCard({ api });
    expect(await screen.findByText('Nothing.')).toBeVisible();
  });

  it('says that it cannot be told, and asks again', async () => {
    const api = spied();
    api.getPipeline.mockRejectedValueOnce(answer(503, 'Error', 'restarting'));
    const { container } = renderCard({ api });
    expect(await screen.findByRole('alert')).toHaveTextContent('restarting');
    expect(await violations(container)).toHaveNoViolations();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('list', { name: 'What runs where' }),
    ).toBeVisible();
  });

  it('says what is wrong with the pipeline, where it has no stages, and what an entity lacks', async () => {
    const { unmount } = renderCard({ api: spied(), name: 'broken' });
    expect(
      await screen.findByText('The pipeline file has a mistake'),
    ).toBeVisible();
    expect(screen.getByText('This pipeline has no stages.')).toBeVisible();
    unmount();
    renderCard({ api: spied(), annotated: false });
    expect(await screen.findAllByText(/waybill\/pipeline/)).not.toHaveLength(0);
  });

  it('shows that it is still asking', async () => {
    const api = spied({ getPipeline: () => new Promise(() => {}) });
    renderCard({ api });
    expect(await screen.findByRole('progressbar')).toHaveAccessibleName(
      'Loading the freight of this entity',
    );
  });
});
