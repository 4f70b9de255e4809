import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Gate, HistoryItem } from '@waybill/backstage-plugin-waybill-common';
import { toHaveNoViolations } from 'jest-axe';
import { freightId, makeFreight } from '../__testUtils__/makers';
import { renderTab } from '../__testUtils__/renderTab';
import {
  answer,
  button,
  ENTITY,
  spied,
  violations,
} from '../__testUtils__/tabTest';

expect.extend(toHaveNoViolations);
jest.setTimeout(60_000);
afterEach(() => sessionStorage.clear());

const AT = '2025-11-01T12:00:00Z';
const ran = (version: string, verified = false): HistoryItem => ({
  ...{ promotion: version, freight: freightId(version), at: AT, verified },
  ...{ rollback: false, content: makeFreight(version, `a-${version}`, AT) },
});

/** The dialog of uat, which runs 1.27.1, where nothing is suggested. */
async function open(api: ReturnType<typeof spied>) {
  const view = await api.getPipeline(ENTITY);
  const plan = await api.preview(ENTITY, 'uat', {
    freight: freightId('1.26.0'),
  });
  api.preview.mockResolvedValue({ ...plan, gates: [] });
  api.getPipeline.mockResolvedValue({
    ...view,
    stages: view.stages.map(stage => ({
      ...stage,
      rollbackTo: null,
      ranOther: true,
    })),
  });
  renderTab({ name: 'storefront', api });
  await userEvent.click(await button('uat', /Roll back/));
  return screen.findByRole('dialog');
}

describe('the way back', () => {
  it('is open without a suggestion, when verification was broken for a while say', async () => {
    const api = spied();
    const items = [ran('1.27.1'), ran('1.26.0'), ran('0.9.0')];
    api.getHistory.mockResolvedValue({ items, nextCursor: null });
    const dialog = await open(api);
    expect(
      await within(dialog).findByText(/^Nothing is suggested/),
    ).toBeVisible();
    const submit = () =>
      within(dialog).getByRole('button', { name: 'Roll back' });
    expect(submit()).toHaveAccessibleDescription('Choose a freight first');
    expect(await violations(dialog)).toHaveNoViolations();
    // Older than anything that the tab has loaded, and called by its version all the same.
    await userEvent.click(
      within(dialog).getByRole('radio', {
        name: /^0\.9\.0 a-0\.9\.0.*not verified$/,
      }),
    );
    await userEvent.type(within(dialog).getByRole('textbox'), 'errors');
    await userEvent.click(submit());
    expect(
      await screen.findByText('uat is on its way back to 0.9.0.'),
    ).toBeInTheDocument();
    expect(api.rollback.mock.calls[0][2]).toMatchObject({
      freight: freightId('0.9.0'),
    });
  });

  it('leads as far back as the history, past pages that say nothing new', async () => {
    const api = spied();
    const pages: Record<string, [HistoryItem[], string | null]> = {
      '': [[ran('1.27.1')], 'b'],
      b: [[ran('1.27.1'), ran('1.26.0')], 'c'],
      c: [[ran('1.26.0')], 'd'],
      d: [[ran('0.9.0')], null],
    };
    api.getHistory.mockImplementation(async (_, __, options) => {
      const [items, nextCursor] = pages[options?.cursor ?? ''];
      return { items, nextCursor };
    });
    const dialog = within(await open(api));
    await dialog.findByRole('radio', { name: /^1\.26\.0/ });
    expect(dialog.queryByRole('radio', { name: /^0\.9\.0/ })).toBeNull();
    const more = { name: 'What ran before that' };
    api.getHistory.mockRejectedValueOnce(answer(503, 'Error', 'Not now'));
    await userEvent.click(dialog.getByRole('button', more));
    expect(await dialog.findByRole('alert')).toHaveTextContent('Not now');
    await userEvent.click(dialog.getByRole('button', more));
    expect(
      await dialog.findByRole('radio', { name: /^0\.9\.0/ }),
    ).toBeInTheDocument();
    expect(dialog.getAllByRole('radio')).toHaveLength(2);
    expect(dialog.queryByRole('button', more)).toBeNull();
    expect(dialog.queryByRole('alert')).toBeNull();
  });

  it('says so where there is none', async () => {
    const api = spied();
    api.getHistory.mockResolvedValue({
      items: [ran('1.27.1')],
      nextCursor: null,
    });
    const dialog = within(await open(api));
    await waitFor(() =>
      expect(
        dialog.getByRole('button', { name: 'Roll back' }),
      ).toHaveAccessibleDescription(
        'There is no earlier freight that can come back',
      ),
    );
  });

  it('is requested where something comes first, and told so', async () => {
    const api = spied();
    const usual = spied();
    const message = 'the promotion of brave-otter is running here';
    const gates: Gate[] = [
      { code: 'PromotionRunning', message, effect: 'wait' },
    ];
    api.preview.mockImplementation(async (...args) => ({
      ...(await usual.preview(...args)),
      gates,
    }));
    renderTab({ name: 'storefront', api });
    await userEvent.click(await button('uat', /Roll back/));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'errors');
    await userEvent.click(
      await dialog.findByRole('button', { name: 'Request roll back' }),
    );
    expect(
      await screen.findByText(
        'uat will go back to 1.26.0 when the last gate lifts.',
      ),
    ).toBeInTheDocument();
  });
});
