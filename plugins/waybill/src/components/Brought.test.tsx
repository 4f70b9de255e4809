import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  PromotionView,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';
import { toHaveNoViolations } from 'jest-axe';
import { freightId } from '../__testUtils__/makers';
import { renderTab } from '../__testUtils__/renderTab';
import { ENTITY, spied, violations } from '../__testUtils__/tabTest';

expect.extend(toHaveNoViolations);
jest.setTimeout(60_000);

/** The page of the newest Promotion that succeeded in uat. */
async function pageOf(
  name: string,
  options: {
    runs: boolean;
    /** What runs; as in the fixture by default. */
    current?: string;
    uat?: Partial<StageView>;
    promotion?: Partial<PromotionView>;
  },
) {
  const api = spied();
  const view = await api.getPipeline(ENTITY);
  const { id, freight } = view.promotions.find(
    p => p.stage === 'uat' && p.phase === 'Succeeded',
  )!;
  const promotion = await api.getPromotion(id);
  api.getPromotion.mockResolvedValue({
    ...promotion,
    entityRef: `component:default/${name}`,
    ...options.promotion,
  });
  const current = {
    origin: 'Warehouse/images',
    freight,
    since: promotion.createdAt,
    promotion: options.runs ? id : 'uat.later',
  };
  const lastPromotion = {
    id: current.promotion,
    freight,
    phase: 'Succeeded' as const,
    finishedAt: promotion.createdAt,
  };
  const stages = view.stages.map(stage =>
    stage.name === 'uat'
      ? {
          ...stage,
          current: [{ ...current, freight: options.current ?? freight }],
          lastPromotion,
          ...options.uat,
        }
      : stage,
  );
  api.getPipeline.mockResolvedValue({
    ...view,
    entityRef: `component:default/${name}`,
    stages,
  });
  const { container } = renderTab({
    name,
    api,
    path: `/promotions/${id}`,
  });
  return { container, api };
}
const brought = () => screen.findByRole('region', { name: 'What it brought' });

describe('the page of a Promotion that succeeded', () => {
  it('says that what it brought was not verified, and what can be done', async () => {
    const { container } = await pageOf('storefront.brought', {
      runs: true,
      uat: {
        verification: {
          id: 'uat.01',
          phase: 'Failed',
          message: 'Metric "smoke" assessed Failed',
        },
        rollbackTo: freightId('1.26.0'),
      },
    });
    const region = await brought();
    expect(region).toHaveTextContent('verification failed');
    expect(region).toHaveTextContent('Metric "smoke" assessed Failed');
    expect(region).toHaveTextContent(
      'The verification of what runs in uat did not succeed. It can be verified again. Until it is verified the stages behind cannot have it. The way back is to roll back to 1.26.0.',
    );
    expect(await violations(container)).toHaveNoViolations();
    expect(
      within(region).getByRole('button', {
        name: 'Verify what runs in uat again',
      }),
    ).toBeVisible();
    await userEvent.click(
      within(region).getByRole('button', { name: 'Roll back uat' }),
    );
    expect(
      await screen.findByRole('dialog', { name: 'Roll back uat' }),
    ).toBeVisible();
  });

  it('says that what it brought is unhealthy', async () => {
    await pageOf('storefront.ill', {
      runs: true,
      uat: {
        verification: { phase: 'Pending' },
        health: { status: 'Unhealthy', issues: ['1 of 2 replicas ready'] },
      },
    });
    const region = await brought();
    expect(region).toHaveTextContent('1 of 2 replicas ready');
    expect(region).toHaveTextContent(
      'uat is unhealthy. What runs there is verified by itself once it is healthy. Until it is verified the stages behind cannot have it.',
    );
  });

  it('says that what was verified before may go on all the same', async () => {
    await pageOf('storefront.before', {
      runs: true,
      current: freightId('1.26.0'),
      uat: { health: { status: 'Unhealthy', issues: [] } },
    });
    expect(await brought()).toHaveTextContent(
      'It was verified here before, so the stages behind may have it all the same.',
    );
  });

  it('keeps how what it brought was verified when that runs no more', async () => {
    await pageOf('storefront.gone', {
      runs: false,
      promotion: {
        verification: { phase: 'Aborted', message: 'Superseded by uat.02' },
      },
    });
    const region = await brought();
    expect(region).toHaveTextContent(
      'verification abortedSuperseded by uat.02',
    );
    expect(within(region).queryByRole('button')).not.toBeInTheDocument();
  });
});
