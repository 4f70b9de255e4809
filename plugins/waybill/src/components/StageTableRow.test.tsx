import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { toHaveNoViolations } from 'jest-axe';
import { HOUR, makePromotion } from '../__testUtils__/makers';
import { renderTab } from '../__testUtils__/renderTab';
import { ENTITY, spied, violations } from '../__testUtils__/tabTest';

expect.extend(toHaveNoViolations);
jest.setTimeout(60_000);

it('tells in the table what its card tells: what runs and waits, and how to stop it', async () => {
  const api = spied();
  const view = await api.getPipeline(ENTITY);
  const waiting = makePromotion(
    'dev',
    '1.27.0',
    new Date(Date.now() - HOUR).toISOString(),
    { phase: 'Pending', startedAt: null, finishedAt: null },
  );
  api.getPipeline.mockResolvedValue({
    ...view,
    promotions: [...view.promotions, waiting],
    stages: view.stages.map(stage =>
      stage.name === 'dev'
        ? {
            ...stage,
            next: { freight: view.freight[0].id, gates: [] },
            promotions: { ...stage.promotions, waiting: [waiting.id] },
          }
        : stage,
    ),
  });
  const { container } = renderTab({ name: 'storefront', api });
  await userEvent.click(await screen.findByRole('button', { name: 'Table' }));
  const table = within(screen.getByRole('table', { name: 'Stages' }));
  const [, row] = table.getAllByRole('row');
  const dev = within(row);
  expect(row).toHaveTextContent(
    /1\.27\.1→ 1\.28\.0Promoting · step 4 of 7 git-push/,
  );
  expect(dev.getByRole('progressbar')).toHaveAccessibleName(
    'Promotion to dev: 3 of 7 steps done',
  );
  expect(row).toHaveTextContent('by auto-promotion');
  expect(
    dev.getByRole('button', { name: 'Open the promotion to dev' }),
  ).toHaveAttribute('href', `/freight/promotions/${view.promotions[0].id}`);
  expect(dev.getByRole('link', { name: 'waiting: 1.27.0' })).toHaveAttribute(
    'href',
    `/freight/promotions/${waiting.id}`,
  );
  expect(
    dev.queryByRole('button', { name: /^Promote/ }),
  ).not.toBeInTheDocument();
  expect(await violations(container)).toHaveNoViolations();
  await userEvent.click(
    dev.getByRole('button', { name: 'Abort the promotion to dev' }),
  );
  expect(
    await screen.findByRole('dialog', {
      name: 'Abort the promotion of 1.28.0 to dev?',
    }),
  ).toBeVisible();
});
