import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { toHaveNoViolations } from 'jest-axe';
import { freightId } from '../__testUtils__/makers';
import { renderTab } from '../__testUtils__/renderTab';
import { answer, button, spied, violations } from '../__testUtils__/tabTest';

expect.extend(toHaveNoViolations);
jest.setTimeout(60_000);
afterEach(() => {
  jest.useRealTimers();
  sessionStorage.clear();
});

const lost = new TypeError('Failed to fetch');

const openPromote = async () => {
  await userEvent.click(await button('uat-us', /Promote 2\.1\.0/));
  return screen.findByRole('dialog');
};
const press = async (dialog: HTMLElement, name: string) =>
  userEvent.click(within(dialog).getByRole('button', { name }));
const closed = () =>
  waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());

describe('a request that was not answered', () => {
  it('is sent again as it was, and is the same one', async () => {
    const api = spied();
    api.promote.mockRejectedValueOnce(lost);
    renderTab({ name: 'guestbook', api });
    const dialog = await openPromote();
    const reason = within(dialog).getByRole('textbox');
    await userEvent.type(reason, 'fix');
    await press(dialog, 'Promote');
    expect(
      await within(dialog).findByText(/it is done once all the same/),
    ).toBeVisible();
    expect(await violations(dialog)).toHaveNoViolations();
    // With another reason the API would take it for another request.
    await userEvent.type(reason, ' of the cart');
    await press(dialog, 'Send again');
    await closed();
    const [first, second] = api.promote.mock.calls.map(call => call[2]);
    expect(second).toEqual(first);
    expect(second).toMatchObject({ reason: 'fix' });
  });

  it('is still the same one when the page was left meanwhile, and has ended perhaps', async () => {
    const api = spied();
    api.promote.mockRejectedValueOnce(answer(504, 'Error', 'Too late'));
    const { unmount } = renderTab({ name: 'guestbook', api });
    const before = await openPromote();
    await userEvent.type(within(before).getByRole('textbox'), 'fix');
    await press(before, 'Promote');
    await within(before).findByRole('button', { name: 'Send again' });
    unmount();
    renderTab({ name: 'guestbook', api });
    const dialog = await openPromote();
    expect(within(dialog).getByRole('textbox')).toHaveValue('fix');
    await press(dialog, 'Send again');
    await closed();
    const [first, second] = api.promote.mock.calls.map(call => call[2]);
    expect(second.idempotencyKey).toBe(first.idempotencyKey);
    expect(
      await screen.findByText(/promotion of 2\.1\.0 .* has ended by now/),
    ).toBeInTheDocument();
    // It is answered: what is asked now is another one.
    await press(await openPromote(), 'Promote');
    await closed();
    expect(api.promote.mock.calls[2][2].idempotencyKey).not.toBe(
      first.idempotencyKey,
    );
  });

  it.each([
    ['a person changes it', lost, true],
    ['it was refused', answer(409, 'ConflictError', 'Frozen'), false],
  ])('is another one once %s', async (_, error, asks) => {
    const api = spied();
    api.promote.mockRejectedValueOnce(error);
    renderTab({ name: 'guestbook', api });
    const dialog = await openPromote();
    await press(dialog, 'Promote');
    await within(dialog).findByRole('alert');
    if (asks) await press(dialog, 'Change it');
    await userEvent.type(within(dialog).getByRole('textbox'), 'fix');
    await press(dialog, 'Promote');
    await closed();
    const [first, second] = api.promote.mock.calls.map(call => call[2]);
    expect(second.idempotencyKey).not.toBe(first.idempotencyKey);
    expect(second.reason).toBe('fix');
  });

  it('is waited for longer than the backend plans it', async () => {
    const api = spied({ promote: () => new Promise(() => {}) });
    renderTab({ name: 'guestbook', api });
    const dialog = await openPromote();
    jest.useFakeTimers();
    act(() => within(dialog).getByRole('button', { name: 'Promote' }).click());
    await act(() => jest.advanceTimersByTimeAsync(61_000));
    expect(within(dialog).queryByRole('alert')).not.toBeInTheDocument();
    await act(() => jest.advanceTimersByTimeAsync(20_000));
    expect(within(dialog).getByRole('alert')).toHaveTextContent('No answer');
  });

  it('keeps what a rollback was to bring back', async () => {
    const api = spied();
    const at = '2025-11-01T12:00:00Z';
    const items = ['1.26.0', '1.25.3'].map(version => ({
      ...{ promotion: version, freight: freightId(version), at },
      ...{ rollback: false, verified: true },
    }));
    api.getHistory.mockResolvedValue({ items, nextCursor: null });
    api.rollback.mockRejectedValueOnce(lost);
    renderTab({ name: 'storefront', api });
    await userEvent.click(await button('uat', /Roll back/));
    const before = await screen.findByRole('dialog');
    await userEvent.click(
      await within(before).findByRole('radio', { name: /1\.25\.3/ }),
    );
    await userEvent.type(within(before).getByRole('textbox'), 'errors');
    await press(before, 'Roll back');
    await within(before).findByRole('button', { name: 'Send again' });
    await press(before, 'Cancel');
    await closed();
    await userEvent.click(await button('uat', /Roll back/));
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByRole('radio', { name: /1\.25\.3/ }),
    ).toBeChecked();
    expect(
      within(dialog).getByRole('radio', { name: /1\.26\.0/ }),
    ).toBeDisabled();
    await press(dialog, 'Send again');
    await closed();
    const [first, second] = api.rollback.mock.calls.map(call => call[2]);
    expect(second).toEqual(first);
    expect(second).toMatchObject({
      freight: freightId('1.25.3'),
      reason: 'errors',
    });
  });

  it('keeps from where it was to be tried again', async () => {
    const api = spied();
    const view = await api.getPipeline('component:default/guestbook');
    const failed = await api.getPromotion(view.promotions[0].id);
    const retry = { step: 'push', failedStep: null, start: null };
    api.getPromotion.mockResolvedValue({ ...failed, retry });
    api.retryPromotion.mockRejectedValueOnce(lost);
    renderTab({ name: 'guestbook', api, path: `/promotions/${failed.id}` });
    await userEvent.click(
      await screen.findByRole('button', { name: /^Try again/ }),
    );
    const dialog = await screen.findByRole('dialog');
    await press(dialog, 'Try again');
    await within(dialog).findByRole('button', { name: 'Send again' });
    expect(
      within(dialog).getByRole('radio', { name: /From the start/ }),
    ).toBeDisabled();
    await press(dialog, 'Send again');
    await waitFor(() => expect(api.retryPromotion).toHaveBeenCalledTimes(2));
    const [first, second] = api.retryPromotion.mock.calls.map(call => call[1]);
    expect(second).toEqual(first);
  });
});
