import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Hold, StageView } from '@waybill/backstage-plugin-waybill-common';
import { toHaveNoViolations } from 'jest-axe';
import { freightId, request, runs } from '../__testUtils__/makers';
import { renderTab } from '../__testUtils__/renderTab';
import {
  button,
  card,
  ENTITY,
  spied,
  violations,
} from '../__testUtils__/tabTest';

expect.extend(toHaveNoViolations);
jest.setTimeout(60_000);

const AT = '2025-11-20T12:00:00Z';
const holdOf = (warehouse: string, reason: string): Hold => ({
  ...{ origin: `Warehouse/${warehouse}`, freight: freightId('1.27.1') },
  ...{ by: { type: 'user', ref: 'user:default/sam' }, createdAt: AT, reason },
});

/** The tab, with something else of uat, which takes from two Warehouses and promotes by itself. */
async function renderWith(change: Partial<StageView>) {
  const api = spied();
  const view = await api.getPipeline(ENTITY);
  const answer = (more: Partial<StageView>) =>
    api.getPipeline.mockResolvedValue({
      ...view,
      stages: view.stages.map(stage =>
        stage.name === 'uat' ? { ...stage, ...more } : stage,
      ),
    });
  const two = {
    autoPromotion: true,
    requests: [request('images'), request('charts')],
    ...change,
  };
  answer(two);
  renderTab({ name: 'storefront', api });
  await card('uat');
  return {
    api,
    now: (more: Partial<StageView>) => answer({ ...two, ...more }),
  };
}

describe('auto-promotion of a Stage', () => {
  it('is held in one request, which says what it cannot hold', async () => {
    const { api } = await renderWith({});
    await userEvent.click(await button('uat', /^Hold auto-promotion of uat$/));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(
      'Not held is what comes from Warehouse charts: nothing of it runs in uat yet.',
    );
    expect(await violations(dialog)).toHaveNoViolations();
    await userEvent.type(within(dialog).getByRole('textbox'), 'load test');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Hold' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.hold.mock.calls).toEqual([
      [ENTITY, 'uat', { origin: undefined, reason: 'load test' }],
    ]);
  });

  it('cannot be held where nothing runs yet, and says so', async () => {
    await renderWith({ current: [] });
    const hold = await button('uat', /Hold auto-promotion/);
    await waitFor(() =>
      expect(hold).toHaveAccessibleDescription(
        'What runs is held, and nothing of it was promoted to uat yet',
      ),
    );
    await userEvent.click(hold);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('is held and resumed by Warehouse where they differ', async () => {
    const { api } = await renderWith({
      current: [...runs('1.27.1', AT), ...runs('1.27.1', AT, 'charts')],
      holds: [holdOf('images', 'checkout errors')],
    });
    const uat = await card('uat');
    expect(uat).toHaveTextContent(
      'Auto-promotion from images held by sam: checkout errors',
    );
    expect(uat).toHaveTextContent('auto-promotion from charts on');
    await userEvent.click(
      await button('uat', /Hold auto-promotion of uat from charts/),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'load test');
    await userEvent.click(dialog.getByRole('button', { name: 'Hold' }));
    await waitFor(() =>
      expect(api.hold).toHaveBeenCalledWith(ENTITY, 'uat', {
        origin: 'Warehouse/charts',
        reason: 'load test',
      }),
    );
  });

  it('goes on for the hold that was pressed alone, which its dialog names', async () => {
    const { api } = await renderWith({
      holds: [holdOf('images', 'checkout errors'), holdOf('charts', 'freeze')],
    });
    await userEvent.click(
      await button('uat', /Resume auto-promotion of uat from images/),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('held by sam: checkout errors');
    expect(dialog).not.toHaveTextContent('freeze');
    expect(await violations(dialog)).toHaveNoViolations();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Resume' }),
    );
    await waitFor(() =>
      expect(api.resume.mock.calls).toEqual([
        [ENTITY, 'uat', { origin: 'Warehouse/images' }],
      ]),
    );
  });

  it('goes on as a whole where a hold is of a Warehouse that it takes nothing from any more', async () => {
    const { api } = await renderWith({ holds: [holdOf('old', 'moved')] });
    await userEvent.click(await button('uat', /Resume auto-promotion of uat$/));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/from old held by sam/)).toBeVisible();
    await userEvent.click(dialog.getByRole('button', { name: 'Resume' }));
    await waitFor(() =>
      expect(api.resume).toHaveBeenCalledWith(ENTITY, 'uat', {
        origin: undefined,
      }),
    );
  });

  it('says in the open dialog what others have done meanwhile', async () => {
    const { now } = await renderWith({
      holds: [holdOf('images', 'checkout errors')],
    });
    await userEvent.click(
      await button('uat', /Resume auto-promotion of uat from images/),
    );
    const dialog = within(await screen.findByRole('dialog'));
    now({ holds: [] });
    await waitFor(
      () =>
        expect(
          dialog.getByRole('button', { name: 'Resume' }),
        ).toHaveAccessibleDescription('Nothing is held any more'),
      { timeout: 10_000 },
    );
  });
});
