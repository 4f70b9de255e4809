import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { toHaveNoViolations } from 'jest-axe';
import { freightId, runs } from '../__testUtils__/makers';
import { renderTab } from '../__testUtils__/renderTab';
import { answer, button, spied, violations } from '../__testUtils__/tabTest';

expect.extend(toHaveNoViolations);
jest.setTimeout(60_000);
afterEach(() => sessionStorage.clear());

const submit = (dialog: HTMLElement, name: string) =>
  within(dialog).getByRole('button', { name });

/** What is asked from now on is answered when it is told to, and differs from what was answered before. */
async function answerLater(api: ReturnType<typeof spied>) {
  const usual = await spied().preview('component:default/guestbook', 'uat-us', {
    freight: freightId('2.1.0'),
  });
  const [file] = usual.files;
  const now = { ...usual, hash: 'd4e5f6', gates: [] };
  let tell = () => {};
  api.preview.mockImplementation(
    () =>
      new Promise(resolve => {
        tell = () =>
          resolve({ ...now, files: [{ ...file, diff: '+ newTag: 9.9.9' }] });
      }),
  );
  return () => act(async () => tell());
}

describe('a plan that no longer holds', () => {
  it('is worked out again when it is refused, and nothing is sent before that has come', async () => {
    const api = spied();
    api.promote.mockRejectedValueOnce(
      answer(409, 'ConflictError', 'It has changed since the preview'),
    );
    renderTab({ name: 'guestbook', api });
    await userEvent.click(await button('uat-us', /Promote 2\.1\.0/));
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByText('+ newTag: 1.27.1', { exact: false });
    const tell = await answerLater(api);
    await userEvent.click(submit(dialog, 'Promote'));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'It has changed since the preview',
    );
    expect(submit(dialog, 'Promote')).toHaveAccessibleDescription(
      /being worked out again/,
    );
    expect(dialog).not.toHaveTextContent('newTag: 1.27.1');
    await userEvent.click(submit(dialog, 'Promote'));
    expect(api.promote).toHaveBeenCalledTimes(1);
    await tell();
    expect(dialog).toHaveTextContent('this is what it would do now');
    expect(dialog).toHaveTextContent('+ newTag: 9.9.9');
    expect(await violations(dialog)).toHaveNoViolations();
    await userEvent.click(submit(dialog, 'Promote'));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    const [first, second] = api.promote.mock.calls.map(call => call[2]);
    expect(first).toMatchObject({ preview: 'a1b2c3' });
    expect(second).toMatchObject({ preview: 'd4e5f6' });
  });

  it('is worked out again when the Stage runs something else by now', async () => {
    const api = spied();
    const view = await api.getPipeline('component:default/guestbook');
    renderTab({ name: 'guestbook', api });
    await userEvent.click(await button('uat-us', /Promote 2\.1\.0/));
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByText('+ newTag: 1.27.1', { exact: false });
    const tell = await answerLater(api);
    const current = runs('2.0.1', view.stages[0].current[0].since, 'app');
    api.getPipeline.mockResolvedValue({
      ...view,
      stages: view.stages.map(stage =>
        stage.name === 'uat-us' ? { ...stage, current } : stage,
      ),
    });
    await waitFor(() => expect(api.preview).toHaveBeenCalledTimes(2), {
      timeout: 10_000,
    });
    expect(dialog).not.toHaveTextContent('newTag: 1.27.1');
    await tell();
    expect(dialog).toHaveTextContent('+ newTag: 9.9.9');
  });

  it('can be worked out again at any time, with the gates of a rollback', async () => {
    const api = spied();
    const usual = spied();
    api.preview.mockImplementationOnce(async (...args) => ({
      ...(await usual.preview(...args)),
      gates: [{ code: 'Rejected', message: 'rejected', effect: 'refuse' }],
    }));
    renderTab({ name: 'storefront', api });
    await userEvent.click(await button('uat', /Roll back/));
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByRole('textbox'), 'errors');
    await waitFor(() =>
      expect(submit(dialog, 'Roll back')).toHaveAccessibleDescription(
        'Not now: rejected',
      ),
    );
    await userEvent.click(submit(dialog, 'Work it out again'));
    await waitFor(() =>
      expect(submit(dialog, 'Roll back')).toHaveAccessibleDescription(''),
    );
    await userEvent.click(submit(dialog, 'Roll back'));
    await waitFor(() => expect(api.rollback).toHaveBeenCalledTimes(1));
  });
});
