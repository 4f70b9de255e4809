import { act, configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderTab } from '../__testUtils__/renderTab';
import { answer, spied } from '../__testUtils__/tabTest';

// The first question about permissions takes its time.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);

const warehouse = async () =>
  within(await screen.findByRole('article', { name: 'Warehouse images' }));
const lookNow = async () =>
  (await warehouse()).findByRole('button', {
    name: 'Let Warehouse images look now',
  });

describe('looking now', () => {
  it('says why it was not done', async () => {
    const api = spied();
    api.refreshWarehouse.mockRejectedValue(
      answer(403, 'NotAllowedError', 'it needs waybill.warehouse.refresh'),
    );
    renderTab({ name: 'storefront', api });
    await userEvent.click(await lookNow());
    expect(await (await warehouse()).findByRole('alert')).toHaveTextContent(
      'You may not do thatit needs waybill.warehouse.refresh',
    );
    expect(await lookNow()).toBeEnabled();
  });

  it('can be asked for again after no answer came', async () => {
    const api = spied();
    api.refreshWarehouse.mockReturnValue(new Promise(() => {}));
    renderTab({ name: 'storefront', api });
    const button = await lookNow();
    jest.useFakeTimers();
    try {
      act(() => button.click());
      expect(button).toBeDisabled();
      await act(async () => {
        await jest.advanceTimersByTimeAsync(30_000);
      });
    } finally {
      jest.useRealTimers();
    }
    expect(await (await warehouse()).findByRole('alert')).toHaveTextContent(
      'No answer within 30 seconds',
    );
    expect(button).toBeEnabled();
  });
});
