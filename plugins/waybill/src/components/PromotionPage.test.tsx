import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { toHaveNoViolations } from 'jest-axe';
import { renderTab } from '../__testUtils__/renderTab';
import { ENTITY, spied, violations } from '../__testUtils__/tabTest';

expect.extend(toHaveNoViolations);
jest.setTimeout(60_000);

describe('the page of a Promotion', () => {
  it('shows who, what and why, and the steps', async () => {
    const api = spied();
    const { id } = (await api.getPipeline(ENTITY)).promotions[0];
    const { container } = renderTab({
      name: 'storefront',
      api,
      path: `/promotions/${id}`,
    });
    expect(
      await screen.findByRole('heading', {
        name: 'Promotion of 1.28.0 to dev',
      }),
    ).toBeInTheDocument();
    const steps = within(
      screen.getByRole('list', { name: 'Steps' }),
    ).getAllByRole('listitem');
    expect(steps).toHaveLength(7);
    expect(steps[2]).toHaveTextContent('git-commit commit · succeeded');
    expect(steps[2]).toHaveTextContent(
      '5f2f1c09a41f9c2d8be0a6d7c3bb5b1de8a9a1c4',
    );
    expect(steps[3]).toHaveAttribute('aria-current', 'step');
    expect(steps[6]).toHaveTextContent('not yet');
    expect(await violations(container)).toHaveNoViolations();
    await userEvent.click(
      screen.getByRole('link', { name: 'All freight of storefront' }),
    );
    expect(
      await screen.findByRole('list', { name: 'Freight line' }),
    ).toBeInTheDocument();
  });

  it('says of a step that failed when it is tried again, and of others that they never ran', async () => {
    const api = spied();
    const { id } = (await api.getPipeline(ENTITY)).promotions[0];
    const promotion = await api.getPromotion(id);
    const finishedAt = new Date().toISOString();
    const retried = promotion.steps.map(step =>
      step.status === 'Running'
        ? {
            ...step,
            status: 'Errored' as const,
            retryAt: new Date(Date.now() + 39_500).toISOString(),
            message: 'no answer',
          }
        : step,
    );
    api.getPromotion.mockResolvedValue({ ...promotion, steps: retried });
    const at = { name: 'storefront', api, path: `/promotions/${id}` };
    const { unmount } = renderTab(at);
    const again = await screen.findByText(/will be tried again in/);
    expect(again).toHaveTextContent('tried again in 40 seconds');
    const step = again.closest('li');
    expect(step).toHaveAttribute('aria-current', 'step');
    expect(step).not.toHaveTextContent('errored');
    unmount();

    const aborted = { ...promotion, phase: 'Aborted' as const, finishedAt };
    api.getPromotion.mockResolvedValue(aborted);
    renderTab(at);
    const [first] = await screen.findAllByText(/did not run/);
    expect(first).toBeVisible();
    expect(screen.queryByText(/not yet/)).not.toBeInTheDocument();
  });

  it('opens from the table, and says when there is none', async () => {
    const { unmount } = renderTab({ name: 'storefront', api: spied() });
    await userEvent.click(
      await screen.findByRole('link', {
        name: /Open the promotion of 1\.27\.1 to uat/,
      }),
    );
    expect(
      await screen.findByText('fix for cart rounding'),
    ).toBeInTheDocument();
    unmount();
    renderTab({ name: 'storefront', api: spied(), path: '/promotions/none' });
    expect(
      await screen.findByText(/There is no such promotion here/),
    ).toBeInTheDocument();
  });
});
