import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { WaybillApi } from '@waybill/backstage-plugin-waybill-common';
import { toHaveNoViolations } from 'jest-axe';
import { renderTab } from '../__testUtils__/renderTab';
import { answer, button, spied, violations } from '../__testUtils__/tabTest';

expect.extend(toHaveNoViolations);
jest.setTimeout(60_000);
afterEach(() => jest.useRealTimers());

/** The dialog that ends what runs in dev, sent; its answer is still to come. */
async function sendAbort() {
  let resolve: () => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const usual = spied();
  const running = await usual.getPipeline('component:default/storefront');
  const promotion = await usual.getPromotion(running.promotions[0].id);
  const abortPromotion: WaybillApi['abortPromotion'] = () =>
    new Promise((done, failed) => {
      resolve = () => done(promotion);
      reject = failed;
    });
  const api = spied({ abortPromotion });
  renderTab({ name: 'storefront', api });
  await userEvent.click(await button('dev', /Abort/));
  const dialog = await screen.findByRole('dialog');
  await userEvent.type(within(dialog).getByRole('textbox'), 'wrong version');
  return {
    api,
    dialog,
    /** Presses the button, and lets time go by without an answer. */
    async press(milliseconds: number) {
      jest.useFakeTimers();
      act(() =>
        within(dialog).getByRole('button', { name: 'Abort promotion' }).click(),
      );
      await act(() => jest.advanceTimersByTimeAsync(milliseconds));
      jest.useRealTimers();
    },
    resolve: () => act(async () => resolve()),
    reject: (error: unknown) => act(async () => reject(error)),
  };
}

describe('a dialog that is being sent', () => {
  it('stays until the answer is there, and keeps what was typed when it is a refusal', async () => {
    const { dialog, api, press, reject } = await sendAbort();
    await press(10);
    expect(within(dialog).getByRole('progressbar')).toHaveAccessibleName(
      'Sent. Waiting for the answer…',
    );
    expect(await violations(dialog)).toHaveNoViolations();
    const cancel = within(dialog).getByRole('button', { name: 'Cancel' });
    expect(cancel).toHaveAccessibleDescription(/would not take it back/);
    await userEvent.click(cancel);
    await userEvent.keyboard('{Escape}');
    await userEvent.type(within(dialog).getByRole('textbox'), ', another');
    await reject(answer(409, 'ConflictError', 'It has ended already'));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'It has ended already',
    );
    expect(within(dialog).queryByRole('progressbar')).not.toBeInTheDocument();
    expect(within(dialog).getByRole('textbox')).toHaveValue('wrong version');
    expect(api.abortPromotion).toHaveBeenCalledTimes(1);
    await userEvent.click(cancel);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('tells of a success that came too late, and leaves open what is asked by then', async () => {
    const { dialog, press, resolve } = await sendAbort();
    await press(31_000);
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'No answer within 30 seconds',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Cancel' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    await userEvent.click(await button('dev', /Hold/));
    await userEvent.type(screen.getByRole('textbox'), 'load test');
    await resolve();
    expect(
      await screen.findByText('The promotion to dev is being aborted.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('textbox')).toHaveValue('load test');
  });

  it('says what a refusal that came too late says', async () => {
    const { dialog, press, reject } = await sendAbort();
    await press(31_000);
    await reject(answer(403, 'NotAllowedError', 'You may not'));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'You may not',
    );
  });
});
