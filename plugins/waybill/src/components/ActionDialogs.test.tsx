import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { toHaveNoViolations } from 'jest-axe';
import { freightId } from '../__testUtils__/makers';
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

describe('dialogs', () => {
  it('promotes with the reason and the preview that was seen', async () => {
    const api = spied();
    renderTab({ name: 'guestbook', api });
    await userEvent.click(await button('uat-us', /Promote 2\.1\.0/));
    const dialog = await screen.findByRole('dialog', {
      name: 'Promote 2.1.0 to uat-us',
    });
    expect(
      await within(dialog).findByText('+ newTag: 1.27.1', { exact: false }),
    ).toBeVisible();
    await waitFor(() =>
      expect(dialog).toHaveTextContent(
        'uat-us runs 2.0.0 · 9 commits between them · changes 1 file in acme/storefront-config',
      ),
    );
    expect(
      within(dialog).getByText('nothing stands in its way'),
    ).toBeInTheDocument();
    expect(
      within(dialog).getByText('push one commit to main'),
    ).toBeInTheDocument();
    expect(await violations(dialog)).toHaveNoViolations();

    await userEvent.type(
      within(dialog).getByRole('textbox'),
      'fix for cart rounding',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Promote' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.promote).toHaveBeenCalledWith(
      'component:default/guestbook',
      'uat-us',
      {
        freight: freightId('2.1.0'),
        reason: 'fix for cart rounding',
        preview: 'a1b2c3',
        idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    );
    expect(
      await screen.findByText(/2\.1\.0 to uat-us is under way/),
    ).toBeInTheDocument();
  });

  it('shows what the changed files come to', async () => {
    renderTab({ name: 'guestbook', api: spied() });
    await userEvent.click(await button('uat-us', /Promote 2\.1\.0/));
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      await within(dialog).findByRole('tab', { name: /^Rendered/ }),
    );
    const panel = within(dialog).getByRole('tabpanel', { name: /^Rendered/ });
    expect(panel).toHaveTextContent('storefront-uat-us');
    expect(panel).toHaveTextContent('Deployment / storefront changed');
    expect(panel).toHaveTextContent(
      '+ - image: registry.example.com/library/nginx:1.27.1',
    );
    expect(
      within(dialog).queryByText('+ newTag: 1.27.1', { exact: false }),
    ).not.toBeInTheDocument();
    expect(await violations(dialog)).toHaveNoViolations();
  });

  it('shows how the Applications stand, and how what runs would change', async () => {
    renderTab({ name: 'guestbook', api: spied() });
    await userEvent.click(await button('uat-us', /Promote 2\.1\.0/));
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText('Healthy · OutOfSync'),
    ).toBeVisible();
    expect(
      within(dialog).getByText(
        'Deployment storefront differs from Git; this promotion overwrites that',
      ),
    ).toBeVisible();
    await userEvent.click(within(dialog).getByRole('tab', { name: /^Live/ }));
    const panel = within(dialog).getByRole('tabpanel');
    expect(panel).toHaveTextContent(
      'What runs now, and what would run after the promotion',
    );
    expect(panel).toHaveTextContent('does not allow a sync now');
    expect(panel).toHaveTextContent(
      'Deployment / uat-us / storefront changed · differs from Git already',
    );
    expect(panel).toHaveTextContent('- replicas: 3+ replicas: 2');
    expect(await violations(dialog)).toHaveNoViolations();
  });

  it.each([
    [
      'target' as const,
      [],
      /^webWhat runs is what Git says today\.no kustomize/,
    ],
    [null, [], /^webno kustomize/],
    ['planned' as const, [], /^webWhat runs stays as it is\.no kustomize/],
  ])('says what was compared (%s)', async (comparedWith, resources, words) => {
    const usual = spied();
    const api = spied({
      preview: async (...args) => {
        const view = await usual.preview(...args);
        const [one] = view.live ?? [];
        const notes = ['no kustomize'];
        const application = 'web';
        return {
          ...view,
          live: [{ ...one, application, comparedWith, resources, notes }],
        };
      },
    });
    renderTab({ name: 'guestbook', api });
    await userEvent.click(await button('uat-us', /Promote 2\.1\.0/));
    await userEvent.click(await screen.findByRole('tab', { name: /^Live/ }));
    expect(screen.getByRole('tabpanel')).toHaveTextContent(words);
  });

  it('says beside the gates which Application is missing, and has no tab for what was not looked at', async () => {
    const usual = spied();
    const problem = 'There is no Argo CD Application "web"';
    const api = spied({
      preview: async (...args) => {
        const view = await usual.preview(...args);
        const [one] = view.live ?? [];
        return {
          ...view,
          live: [
            {
              ...one,
              problem,
              ...{ health: null, sync: null, comparedWith: null },
              ...{ resources: [], notes: [] },
            },
          ],
        };
      },
    });
    renderTab({ name: 'guestbook', api });
    await userEvent.click(await button('uat-us', /Promote 2\.1\.0/));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText(problem)).toBeVisible();
    expect(
      within(dialog).queryByRole('tab', { name: /^Live/ }),
    ).not.toBeInTheDocument();
    expect(await violations(dialog)).toHaveNoViolations();
  });

  it.each([
    [
      'the program is missing',
      'kustomize is not here',
      /Not rendered: kustomize is not here/,
    ],
    ['nothing comes of it', null, /the manifests stay as they are/],
  ])('says so where %s', async (_name, notRendered, words) => {
    const usual = spied();
    const api = spied({
      preview: async (...args) => ({
        ...(await usual.preview(...args)),
        rendered: [
          {
            application: 'web',
            namespace: 'argocd',
            resources: [],
            notRendered,
          },
        ],
      }),
    });
    renderTab({ name: 'guestbook', api });
    await userEvent.click(await button('uat-us', /Promote 2\.1\.0/));
    await userEvent.click(
      await screen.findByRole('tab', { name: /^Rendered/ }),
    );
    expect(screen.getByRole('tabpanel')).toHaveTextContent(words);
  });

  it('shows the own sentence and the gates of a refusal, and stays open; works without a preview', async () => {
    const api = spied({
      preview: async () => {
        throw answer(501, 'NotImplementedError', 'No plan for this step');
      },
      promote: async () => {
        throw answer(409, 'ConflictError', '2.1.0 may not enter uat-us', [
          {
            code: 'Rejected',
            message: 'rejected by olga: no',
            effect: 'refuse',
          },
        ]);
      },
    });
    renderTab({ name: 'guestbook', api });
    await userEvent.click(await button('uat-us', /Promote/));
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText(/No plan for this step/),
    ).toBeInTheDocument();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Promote' }),
    );
    const alert = await within(dialog).findByRole('alert');
    expect(alert).toHaveTextContent(
      'Not possible now2.1.0 may not enter uat-us',
    );
    expect(alert).toHaveTextContent('rejected by olga: no');
    expect(api.promote.mock.calls[0][2].preview).toBeUndefined();
  });

  it('asks for a request where a gate makes wait', async () => {
    const api = spied();
    renderTab({ name: 'storefront', api });
    await userEvent.click(await button('prod', /Request 1\.27\.1 for prod/));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText(/soaks in uat/)).toBeVisible();
    expect(within(dialog).getByText('starts by itself then')).toBeVisible();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Request promotion' }),
    );
    expect(
      await screen.findByText(/will go to prod when the last gate lifts/),
    ).toBeVisible();
  });

  it('approves, aborts, holds and resumes', async () => {
    const api = spied();
    renderTab({ name: 'storefront', api });
    await userEvent.click(
      await screen.findByRole('button', { name: /^1\.28\.0/ }),
    );
    const panel = await screen.findByRole('region', { name: /Where can/ });
    await userEvent.click(
      await within(panel).findByRole('button', {
        name: 'Approve 1.28.0 for uat',
      }),
    );
    await userEvent.type(screen.getByRole('textbox'), 'hotfix');
    await userEvent.click(screen.getByRole('button', { name: 'Approve' }));
    await waitFor(() =>
      expect(api.approve).toHaveBeenCalledWith(ENTITY, 'uat', {
        freight: freightId('1.28.0'),
        reason: 'hotfix',
      }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );

    await userEvent.click(await button('dev', /Abort/));
    await userEvent.click(
      screen.getByRole('button', { name: 'Abort promotion' }),
    );
    await waitFor(() =>
      expect(api.abortPromotion).toHaveBeenCalledWith(
        expect.stringMatching(/^dev\./),
        { reason: undefined },
      ),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );

    await userEvent.click(await button('dev', /Hold/));
    await userEvent.type(screen.getByRole('textbox'), 'load test');
    await userEvent.click(screen.getByRole('button', { name: 'Hold' }));
    await waitFor(() =>
      expect(api.hold).toHaveBeenCalledWith(ENTITY, 'dev', {
        reason: 'load test',
      }),
    );
  });
});
