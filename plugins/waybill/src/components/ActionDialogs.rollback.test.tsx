import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { toHaveNoViolations } from 'jest-axe';
import { freightId } from '../__testUtils__/makers';
import { renderTab } from '../__testUtils__/renderTab';
import { button, ENTITY, spied, violations } from '../__testUtils__/tabTest';

expect.extend(toHaveNoViolations);
jest.setTimeout(60_000);

describe('the dialog of a rollback', () => {
  it('rolls back to what is suggested or chosen, only with a reason', async () => {
    const api = spied();
    renderTab({ name: 'storefront', api });
    await userEvent.click(await button('uat', /Roll back/));
    const dialog = await screen.findByRole('dialog', { name: 'Roll back uat' });
    expect(
      await within(dialog).findByRole('radio', { name: /1\.26\.0.*suggested/ }),
    ).toBeChecked();
    const submit = within(dialog).getByRole('button', { name: 'Roll back' });
    expect(submit).toHaveAccessibleDescription('Say why first');
    await userEvent.click(submit);
    expect(api.rollback).not.toHaveBeenCalled();
    await userEvent.type(
      within(dialog).getByRole('textbox'),
      'checkout errors',
    );
    expect(await violations(dialog)).toHaveNoViolations();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Roll back' }),
    );
    await waitFor(() =>
      expect(api.rollback).toHaveBeenCalledWith(ENTITY, 'uat', {
        freight: freightId('1.26.0'),
        reason: 'checkout errors',
        preview: 'a1b2c3',
        idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/),
      }),
    );
  });

  it('shows what a rollback would change, by its own gates', async () => {
    const api = spied();
    const { preview } = spied();
    api.preview.mockImplementation(async (entityRef, stage, request) => ({
      ...(await preview(entityRef, stage, request)),
      gates: request.rollback
        ? []
        : [{ code: 'Rejected', message: 'not for this', effect: 'refuse' }],
    }));
    renderTab({ name: 'storefront', api });
    await userEvent.click(await button('uat', /Roll back/));
    const dialog = await screen.findByRole('dialog', { name: 'Roll back uat' });
    expect(
      await within(dialog).findByText('+ newTag: 1.27.1', { exact: false }),
    ).toBeVisible();
    expect(dialog).toHaveTextContent('nothing stands in its way');
    expect(dialog).toHaveTextContent('push one commit to main');
    expect(dialog).not.toHaveTextContent('did not succeed');
  });

  it('says after a failure what there is to go back to, and leads there after an abort', async () => {
    const api = spied();
    const view = await api.getPipeline(ENTITY);
    const running = view.promotions.find(p => p.phase === 'Running')!;
    const promotion = await api.getPromotion(running.id);
    api.getPromotion.mockResolvedValue({
      ...promotion,
      effects: [{ step: 'push', certain: true, text: 'pushed 5f2f1c0' }],
    });
    const lastPromotion = {
      id: 'uat.01',
      phase: 'Failed' as const,
      freight: freightId('1.28.0'),
      finishedAt: running.createdAt,
    };
    api.getPipeline.mockResolvedValue({
      ...view,
      stages: view.stages.map(stage => ({
        ...stage,
        ...(stage.name === 'uat' && {
          lastPromotion,
          rollbackTo: freightId('1.27.1'),
        }),
        // Of a Stage that has run one Freight only.
        ...(stage.name === 'dev' && { rollbackTo: null }),
      })),
    });
    renderTab({ name: 'storefront.back', api });
    await userEvent.click(await button('uat', /Roll back/));
    const dialog = await screen.findByRole('dialog', { name: 'Roll back uat' });
    expect(
      await within(dialog).findByText('pushed 5f2f1c0', { exact: false }),
    ).toBeVisible();
    expect(dialog).toHaveTextContent(
      'The last promotion, of 1.28.0, did not succeed. Before it ended it had done this:',
    );
    expect(dialog).toHaveTextContent(
      'To go back to 1.27.1 puts things as they were for it.',
    );
    expect(
      await within(dialog).findByRole('radio', {
        name: /1\.27\.1.*suggested · what ran here before that/,
      }),
    ).toBeChecked();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Cancel' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );

    await userEvent.click(await button('dev', /Abort/));
    expect(
      await screen.findByText(
        'The way back: once it is aborted, roll dev back to 1.27.1.',
      ),
    ).toBeVisible();
  });
});
