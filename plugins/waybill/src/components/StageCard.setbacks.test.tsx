import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { freightId, makePromotion, MINUTE } from '../__testUtils__/makers';
import { renderTab } from '../__testUtils__/renderTab';
import { button, card, ENTITY, spied } from '../__testUtils__/tabTest';

jest.setTimeout(60_000);

const OLGA = { type: 'user' as const, ref: 'user:default/olga' };
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

/** The storefront with prod, and its Promotions, changed. */
async function apiWith(
  prod: Partial<StageView>,
  promotions: ReturnType<typeof makePromotion>[] = [],
) {
  const api = spied();
  const view = await api.getPipeline(ENTITY);
  api.getPipeline.mockResolvedValue({
    ...view,
    stages: view.stages.map(stage =>
      stage.name === 'prod' ? { ...stage, ...prod } : stage,
    ),
    promotions: [...promotions, ...view.promotions],
  });
  return api;
}

describe('what went wrong with the Freight that comes next', () => {
  const setback = {
    kind: 'RolledBack' as const,
    promotion: 'prod.01rollback.abc',
    at: ago(5 * MINUTE),
    by: OLGA,
    reason: 'checkout errors',
  };

  it('is said with who went back from it, and it is not urged upon anybody', async () => {
    const hold = {
      origin: 'Warehouse/images',
      freight: freightId('1.26.0'),
      reason: 'checkout errors',
      by: OLGA,
      createdAt: setback.at,
      promotion: setback.promotion,
    };
    const next = { freight: freightId('1.27.1'), gates: [], setback };
    const api = await apiWith({ next, holds: [hold] });
    renderTab({ name: 'storefront.rolled-back', api });
    const prod = await card('prod');
    expect(prod).toHaveTextContent(
      'prod was rolled back from it 5 min ago by olga “checkout errors”. Auto-promotion is held, so it does not come back by itself.',
    );
    expect(
      within(prod).getByRole('link', { name: /was rolled back from it/ }),
    ).toHaveAttribute('href', `/freight/promotions/${setback.promotion}`);
    // It can be promoted, and is not the thing to do.
    const promote = await button('prod', /Promote 1\.27\.1/);
    expect(promote).not.toHaveAttribute('aria-disabled');
    expect(promote).toHaveClass('MuiButton-outlined');
    expect(
      screen.getByText(/was rolled back from/, { selector: 'p' }),
    ).toHaveTextContent(
      'prod was rolled back from 1.27.1 5 minutes ago by olga: checkout errors.',
    );
  });

  it('is said where one looks where it can go', async () => {
    const api = spied();
    const { getGates } = spied();
    api.getGates.mockImplementation(async (entityRef, stage, freight) => ({
      ...(await getGates(entityRef, stage, freight)),
      ...(stage === 'prod' && { setback }),
    }));
    renderTab({ name: 'storefront.rolled-back-panel', api });
    await userEvent.click(
      await screen.findByRole('button', { name: /^1\.28\.0/ }),
    );
    const panel = await screen.findByRole('region', { name: /Where can/ });
    expect(
      await within(panel).findByText(/prod was rolled back from it/),
    ).toBeVisible();
  });

  it('is told once, of what failed the last time', async () => {
    const failed = makePromotion('prod', '1.27.1', ago(5 * MINUTE), {
      phase: 'Failed',
      message: 'Step "sync" failed: no such Application',
    });
    const { id, freight, createdAt } = failed;
    const api = await apiWith(
      {
        autoPromotion: true,
        lastPromotion: { id, freight, phase: 'Failed', finishedAt: createdAt },
        next: {
          freight,
          gates: [],
          setback: {
            kind: 'Failed',
            promotion: id,
            at: createdAt,
            by: OLGA,
            reason: null,
          },
        },
      },
      [failed],
    );
    renderTab({ name: 'storefront.failed', api });
    const prod = await card('prod');
    expect(prod.textContent!.match(/no such Application/g)).toHaveLength(1);
    expect(
      prod.textContent!.match(/failed 4 min ago|failed 5 min ago/g),
    ).toHaveLength(1);
    expect(prod).toHaveTextContent(
      'Health is that of 1.26.0, the last that succeeded.',
    );
    expect(prod).toHaveTextContent(
      'Auto-promotion does not try it again by itself.',
    );
  });
});

describe('a verification that failed', () => {
  it('marks the Freight, and says why it cannot be repeated', async () => {
    const api = spied();
    const view = await api.getPipeline(ENTITY);
    const last = view.promotions.find(p => p.stage === 'uat')!;
    const notAgain = 'Only what is Healthy is verified; uat is Unhealthy';
    api.getPipeline.mockResolvedValue({
      ...view,
      freight: view.freight.map(one =>
        one.id === freightId('1.27.1')
          ? {
              ...one,
              failedIn: [
                {
                  stage: 'uat',
                  phase: 'Failed',
                  at: ago(MINUTE),
                  message: 'x',
                },
              ],
            }
          : one,
      ),
      stages: view.stages.map(stage =>
        stage.name === 'uat'
          ? {
              ...stage,
              verification: {
                id: 'uat.01',
                phase: 'Failed',
                finishedAt: ago(12 * MINUTE),
                notAgain,
              },
              lastPromotion: {
                ...last,
                phase: 'Succeeded',
                finishedAt: ago(0),
              },
            }
          : stage,
      ),
    });
    renderTab({ name: 'storefront.not-verified', api });
    expect(
      await button('uat', /Verify what runs in uat again/),
    ).toHaveAccessibleDescription(notAgain);
    expect(
      screen.getByRole('button', { name: /^1\.27\.1.*✗ uat/ }),
    ).toBeVisible();
    expect(
      screen.getAllByRole('row', {
        name: /succeeded in \d+ s.*verification failed/,
      }),
    ).toHaveLength(1);
    expect(
      screen.getByText(/The verification of/, { selector: 'p' }),
    ).toHaveTextContent(
      'The verification of 1.27.1 in uat failed 12 minutes ago: it can be verified again, or uat rolled back.',
    );
  });

  it('is not awaited while another promotion is under way', async () => {
    const api = await apiWith({
      verification: { phase: 'Pending' },
      promotions: { running: 'prod.01', waiting: [] },
    });
    renderTab({ name: 'storefront.pending', api });
    const prod = await card('prod');
    expect(prod).toHaveTextContent('not verified: a promotion is under way');
    expect(prod).not.toHaveTextContent('once it is healthy');
  });

  it('is not told as verified when the Freight may not go on', async () => {
    const message = 'Its Freight may go on once prod is Healthy';
    const api = await apiWith({
      verification: {
        id: 'prod.01',
        phase: 'Successful',
        marked: false,
        message,
      },
    });
    renderTab({ name: 'storefront.unmarked', api });
    expect(await card('prod')).toHaveTextContent(
      `AnalysisRun successful, freight not verified${message}`,
    );
  });
});
