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
    expect(steps[2]).toHaveTextContent('git-commit “commit” · succeeded');
    const commit = within(steps[2]).getByText(
      '5f2f1c09a41f9c2d8be0a6d7c3bb5b1de8a9a1c4',
    );
    expect(commit).not.toBeVisible();
    await userEvent.click(within(steps[2]).getByText('Output'));
    expect(commit).toBeVisible();
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
    expect(again).toHaveTextContent(/tried again in (38|39|40) seconds/);
    const step = again.closest('li');
    expect(step).toHaveAttribute('aria-current', 'step');
    expect(step).not.toHaveTextContent('errored');
    unmount();

    const aborted = {
      ...promotion,
      phase: 'Aborted' as const,
      finishedAt,
      message: 'Aborted by user:default/olga: wrong version',
    };
    api.getPromotion.mockResolvedValue(aborted);
    renderTab(at);
    const [first] = await screen.findAllByText(/did not run/);
    expect(first).toBeVisible();
    const [olga] = screen.getAllByRole('link', { name: 'olga' });
    expect(olga).toHaveAttribute('href', '/catalog/default/user/olga');
    expect(olga.parentElement).toHaveTextContent(
      'Aborted by olga: wrong version',
    );
    expect(screen.queryByText(/not yet/)).not.toBeInTheDocument();
  });

  it('tells what one that failed had done, offers the way back, and tries it again as the person chooses', async () => {
    const api = spied();
    const entity = 'component:default/guestbook';
    const { promotions } = await api.getPipeline(entity);
    const { id } = promotions.find(it => it.phase === 'Failed')!;
    const promotion = await api.getPromotion(id);
    const url = 'https://git.example.com/acme/guestbook/commit/5f2f1c0';
    const failed = {
      ...promotion,
      effects: [
        { step: 'push', certain: true, text: 'pushed 5f2f1c0 to main', url },
        { step: 'sync', certain: false, text: 'asked Argo CD to sync it' },
      ],
      retry: { step: 'sync', failedStep: null, start: null },
    };
    api.getPromotion.mockResolvedValue(failed);
    const at = { name: 'guestbook', api, path: `/promotions/${id}` };
    const { container, unmount } = renderTab(at);
    const done = await screen.findByRole('list', { name: 'What it had done' });
    expect(
      within(done).getByRole('link', { name: /pushed 5f2f1c0 to main/ }),
    ).toHaveAttribute('href', url);
    expect(done).toHaveTextContent(
      'asked Argo CD to sync it “sync” · not certain',
    );
    expect(await violations(container)).toHaveNoViolations();

    await userEvent.click(
      screen.getByRole('button', { name: /^Try again: the promotion/ }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(
      within(dialog).getByRole('radio', {
        name: /step where it stopped: “sync”/,
      }),
    ).toBeChecked();
    expect(await violations(dialog)).toHaveNoViolations();
    await userEvent.click(
      within(dialog).getByRole('radio', { name: /From the start/ }),
    );
    await userEvent.type(within(dialog).getByRole('textbox'), 'mended');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Try again' }),
    );
    expect(await screen.findByText(/is tried again/)).toBeInTheDocument();
    expect(api.retryPromotion).toHaveBeenCalledWith(id, {
      from: 'start',
      reason: 'mended',
      idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    unmount();

    // One way is closed: it says why, and the other is chosen.
    const why = 'another promotion has ended here since; start anew';
    api.getPromotion.mockResolvedValue({
      ...failed,
      retry: { ...failed.retry, failedStep: why },
    });
    renderTab(at);
    await userEvent.click(
      await screen.findByRole('button', { name: /^Try again: the promotion/ }),
    );
    const closed = await screen.findByRole('radio', { name: /Not possible/ });
    expect(closed).toBeDisabled();
    expect(screen.getByText(`Not possible: ${why}`)).toBeVisible();
    expect(screen.getByRole('radio', { name: /From the start/ })).toBeChecked();
  });

  it('leads from one that was tried again to the new one, and back', async () => {
    const entity = 'component:default/guestbook';
    const api = spied();
    const { promotions } = await api.getPipeline(entity);
    const { id } = promotions.find(it => it.phase === 'Failed')!;
    const promotion = await api.getPromotion(id);
    const [earlier, later] = ['prod.01earlier.abc', 'prod.01later.abc'];
    const retry = { step: null, failedStep: 'no step', start: null };
    const failed = { ...promotion, retry, retriedBy: [earlier] };
    const made = { ...promotion, id: later, retryOf: id, retry: undefined };
    api.getPromotion.mockImplementation(async asked =>
      asked === later ? made : failed,
    );
    api.retryPromotion.mockResolvedValue(made);
    const { container } = renderTab({
      name: 'guestbook',
      api,
      path: `/promotions/${id}`,
    });
    expect(await screen.findByRole('link', { name: earlier })).toHaveAttribute(
      'href',
      `/freight/promotions/${earlier}`,
    );
    expect(await violations(container)).toHaveNoViolations();
    await userEvent.click(
      screen.getByRole('button', { name: /^Try again: the promotion/ }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try again' }),
    );
    expect(await screen.findByText(`Promotion ${later}`)).toBeVisible();
    await userEvent.click(screen.getByRole('link', { name: id }));
    expect(await screen.findByText(`Promotion ${id}`)).toBeVisible();
  });

  it('names the retry that the pipeline has come to know since the page was asked for', async () => {
    const entity = 'component:default/guestbook';
    const api = spied();
    const view = await api.getPipeline(entity);
    const [newest] = view.promotions;
    const { id } = view.promotions.find(it => it.phase === 'Failed')!;
    const retried = { ...newest, id: 'prod.01new.abc', retryOf: id };
    const all = [retried, ...view.promotions];
    api.getPipeline.mockResolvedValue({ ...view, promotions: all });
    renderTab({ name: 'guestbook', api, path: `/promotions/${id}` });
    expect(
      await screen.findByRole('link', { name: retried.id }),
    ).toBeInTheDocument();
    expect(screen.getByText('Tried again by')).toBeVisible();
  });

  it('says what was carried over, and of which promotion it is a retry', async () => {
    const api = spied();
    const { id } = (await api.getPipeline(ENTITY)).promotions[0];
    const promotion = await api.getPromotion(id);
    const [first, ...others] = promotion.steps;
    api.getPromotion.mockResolvedValue({
      ...promotion,
      retryOf: 'dev.01jn.abc',
      retryFrom: 'failed-step',
      steps: [{ ...first, ranBy: 'dev.01jn.abc' }, ...others],
    });
    renderTab({ name: 'storefront', api, path: `/promotions/${id}` });
    expect(
      await screen.findByRole('link', { name: 'dev.01jn.abc' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/from the step where it had stopped/),
    ).toBeVisible();
    const [carried, own] = within(
      screen.getByRole('list', { name: 'Steps' }),
    ).getAllByRole('listitem');
    expect(carried).toHaveTextContent('succeeded · in the promotion before');
    expect(own).not.toHaveTextContent('in the promotion before');
  });

  it('shows what came with it, against what ran before, to whoever wants to see it', async () => {
    const api = spied();
    const { promotions, freight } = await api.getPipeline(ENTITY);
    const [{ id, stage, freight: promoted }] = promotions;
    const promotion = await api.getPromotion(id);
    const before = freight.find(one => one.id !== promoted)!;
    const item = {
      promotion: 'earlier',
      freight: before.id,
      collection: { 'Warehouse/images': before.id } as const,
      rollback: false,
      at: promotion.createdAt,
      verified: true,
    };
    api.getHistory.mockResolvedValue({ items: [item], nextCursor: null });
    const at = { name: 'storefront', api, path: `/promotions/${id}` };
    const { container, unmount } = renderTab(at);
    const show = await screen.findByRole('button', { name: 'Show' });
    expect(show).toHaveAttribute('aria-expanded', 'false');
    expect(api.getHistory).not.toHaveBeenCalled();
    await userEvent.click(show);
    const section = screen.getByRole('region', { name: 'What came with it' });
    expect(
      await within(section).findByText(/Round cart totals half to even/),
    ).toBeVisible();
    expect(api.getHistory).toHaveBeenCalledWith(ENTITY, stage, {
      at: promotion.startedAt,
    });
    expect(api.getChangelog).toHaveBeenCalledWith(ENTITY, before.id, promoted);
    expect(await violations(container)).toHaveNoViolations();
    await userEvent.click(screen.getByRole('button', { name: 'Hide' }));
    expect(section).not.toHaveTextContent('Round cart totals');
    unmount();

    api.getHistory.mockResolvedValue({ items: [], nextCursor: null });
    renderTab(at);
    await userEvent.click(await screen.findByRole('button', { name: 'Show' }));
    expect(
      await screen.findByText(/Nothing of the same warehouse ran in/),
    ).toBeVisible();
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
