import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderTab } from '../__testUtils__/renderTab';
import { button, card, developer, spied } from '../__testUtils__/tabTest';

jest.setTimeout(60_000);

describe('permissions', () => {
  it('disables what a person may not do, with a reason that keyboard and screen reader reach', async () => {
    const api = spied();
    renderTab({ name: 'storefront.denied', api, denied: developer });
    const promote = await button('prod', /Request 1\.27\.1/);
    await waitFor(() =>
      expect(promote).toHaveAccessibleDescription(
        'You may not promote to prod. Ask its owners: sre, storefront-leads. (Permission: waybill.stage.promote)',
      ),
    );
    promote.focus();
    expect(promote).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(api.promote).not.toHaveBeenCalled();
    expect(await button('prod', /Roll back/)).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    expect(await button('uat', /Roll back/)).not.toHaveAttribute(
      'aria-disabled',
    );
    const inCard = within(await card('prod')).getAllByText(
      /You may not promote to prod/,
    );
    expect(inCard.some(one => one.tagName === 'DIV')).toBe(true);
  });

  it('does not send an owner to the owners', async () => {
    renderTab({
      name: 'storefront.owned',
      api: spied(),
      denied: developer,
      claims: ['user:default/dana', 'group:default/sre'],
    });
    const promote = await button('prod', /Request 1\.27\.1/);
    await waitFor(() =>
      expect(promote).toHaveAccessibleDescription(
        /^You may not promote to prod\. You are one of its owners, but this is left to fewer people/,
      ),
    );
  });

  it('takes a failing check for no denial, and says that it failed', async () => {
    renderTab({
      name: 'storefront.unchecked',
      api: spied(),
      denied: () => {
        throw new Error('Request failed with 503 Service Unavailable');
      },
    });
    const words =
      'What you may do could not be checked, which is tried again: Request failed with 503 Service Unavailable';
    const promote = await button('prod', /Request 1\.27\.1/);
    await waitFor(() => expect(promote).toHaveAccessibleDescription(words));
    expect(
      screen.getByRole('button', { name: 'Refresh' }),
    ).toHaveAccessibleDescription(words);
    expect(screen.queryByText(/You may not/)).not.toBeInTheDocument();
  });

  it('does not offer a way back where nothing else ran', async () => {
    const api = spied();
    const view = await api.getPipeline('component:default/storefront');
    api.getPipeline.mockResolvedValue({
      ...view,
      stages: view.stages.map(stage => ({
        ...stage,
        rollbackTo: null,
        ranOther: false,
      })),
    });
    renderTab({ name: 'storefront.first', api });
    const back = await button('uat', /Roll back/);
    await waitFor(() =>
      expect(back).toHaveAccessibleDescription('Nothing earlier ran in uat'),
    );
    await userEvent.click(back);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it.each([
    [
      'verified again when it failed',
      {
        id: 'uat.01',
        phase: 'Failed' as const,
        message: 'Metric "smoke" assessed Failed',
      },
      'verification failed',
      /Verify what runs in uat again/,
      'Verify again',
      'verify' as const,
    ],
    [
      'stopped while it is verified',
      { id: 'uat.01', phase: 'Pending' as const, message: 'Nobody answers' },
      'being verified',
      /End the verification of uat/,
      'End it',
      'abortVerification' as const,
    ],
  ])('is %s', async (_, verification, words, offer, submit, asked) => {
    const api = spied();
    const view = await api.getPipeline('component:default/storefront');
    const analysisRun = { namespace: 'storefront', name: 'uat.01' };
    api.getPipeline.mockResolvedValue({
      ...view,
      stages: view.stages.map(stage =>
        stage.name === 'uat'
          ? { ...stage, verification: { ...verification, analysisRun } }
          : stage,
      ),
    });
    renderTab({ name: `storefront.${asked}`, api });
    const uat = await card('uat');
    expect(uat).toHaveTextContent(words);
    expect(uat).toHaveTextContent(verification.message);
    expect(uat).toHaveTextContent('AnalysisRun uat.01 in storefront');
    await userEvent.click(await button('uat', offer));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: submit }));
    await waitFor(() =>
      expect(api[asked]).toHaveBeenCalledWith(view.entityRef, 'uat'),
    );
  });

  it('says how its promotions wait for each other, and for those of others', async () => {
    const api = spied();
    const view = await api.getPipeline('component:default/storefront');
    const queue = { order: 'NewestWins' as const, lockGroups: ['eu', 'us'] };
    api.getPipeline.mockResolvedValue({
      ...view,
      stages: view.stages.map(stage =>
        stage.name === 'uat' ? { ...stage, queue } : stage,
      ),
    });
    renderTab({ name: 'storefront.queue', api });
    const uat = await card('uat');
    expect(uat).toHaveTextContent('of promotions that wait, the newest wins');
    expect(uat).toHaveTextContent('nobody else has the lock: eu, us');
    expect(await card('prod')).not.toHaveTextContent(/the lock|newest wins/);
  });

  it('lets nobody refresh who may not', async () => {
    const api = spied();
    renderTab({
      name: 'storefront.stale',
      api,
      denied: permission => permission.endsWith('.refresh'),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Refresh' }),
    );
    expect(api.refreshPipeline).not.toHaveBeenCalled();
    expect(
      screen.queryByRole('button', { name: /look now/ }),
    ).not.toBeInTheDocument();
  });
});
