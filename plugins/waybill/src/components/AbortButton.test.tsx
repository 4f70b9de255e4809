import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderTab } from '../__testUtils__/renderTab';
import { ENTITY, spied } from '../__testUtils__/tabTest';

// The first question about permissions takes its time.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);

/** The page of a Promotion that runs, in a pipeline whose file has no longer its Stage. */
async function afterTheStageHasGone(entityRef = ENTITY) {
  const api = spied();
  const view = await api.getPipeline(entityRef);
  const promotion = await api.getPromotion(view.promotions[0].id);
  api.getPipeline.mockResolvedValue({
    ...view,
    stages: view.stages.filter(stage => stage.name !== promotion.stage),
  });
  api.getPromotion.mockResolvedValue({
    ...promotion,
    entityRef,
    effects: [{ step: 'push', certain: true, text: 'pushed 5f2f1c0 to main' }],
  });
  return { api, path: `/promotions/${promotion.id}`, promotion };
}

const abort = () =>
  screen.findByRole('button', { name: 'Abort the promotion to dev' });

describe('a Promotion whose Stage has left the file', () => {
  it('can be aborted', async () => {
    const { api, path, promotion } = await afterTheStageHasGone();
    renderTab({ name: 'storefront', api, path });
    await userEvent.click(await abort());
    const dialog = await screen.findByRole('dialog', {
      name: 'Abort the promotion of 1.28.0 to dev?',
    });
    expect(
      await within(dialog).findByText(
        'dev is no longer in the pipeline file: it can be rolled back once it is there again.',
      ),
    ).toBeVisible();
    expect(dialog).not.toHaveTextContent(/Nothing was promoted to dev/);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Abort promotion' }),
    );
    await waitFor(() =>
      expect(api.abortPromotion).toHaveBeenCalledWith(promotion.id, {
        reason: undefined,
      }),
    );
    expect(
      await screen.findByText('The promotion to dev is being aborted.'),
    ).toBeVisible();
  });

  it('says whom to ask to whoever may not', async () => {
    const { api, path } = await afterTheStageHasGone(`${ENTITY}.gone`);
    renderTab({ name: 'storefront.gone', api, path, denied: () => true });
    const button = await abort();
    await waitFor(() =>
      expect(button).toHaveAccessibleDescription(
        'You may not abort promotions to dev. It is no longer in the pipeline file, which says who owns it: whoever looks after this portal decides. (Permission: waybill.promotion.abort)',
      ),
    );
  });
});
