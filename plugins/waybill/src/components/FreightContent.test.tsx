import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { WaybillApi } from '@waybill/backstage-plugin-waybill-common';
import { axe, toHaveNoViolations } from 'jest-axe';
import { createFixtureApi } from '../fixtures/FixtureApi';
import { freightId } from '../fixtures/makers';
import { Denied, renderTab } from '../fixtures/renderTab';
import { storefront } from '../fixtures/storefront';

expect.extend(toHaveNoViolations);
jest.setTimeout(60_000);

const ENTITY = 'component:default/storefront';
/** As the demo's developer. */
const developer: Denied = (permission, ref) =>
  permission === 'waybill.freight.approve' || ref === `${ENTITY}/prod`;

/** jsdom lays nothing out, so colours and overlaps are left to the browser's own tests. */
const violations = (container: Element) =>
  axe(container, { rules: { 'color-contrast': { enabled: false } } });

function spied(change: Partial<WaybillApi> = {}): jest.Mocked<WaybillApi> {
  const api = { ...createFixtureApi(), ...change };
  for (const key of Object.keys(api) as (keyof WaybillApi)[]) {
    jest.spyOn(api, key);
  }
  return api as jest.Mocked<WaybillApi>;
}

/** What the backend answers instead, as the client throws it. */
function answer(
  statusCode: number,
  name: string,
  message: string,
  gates?: unknown,
) {
  return Object.assign(new Error(`Request failed with ${statusCode}`), {
    name: 'ResponseError',
    statusCode,
    body: { error: { name, message }, response: { statusCode }, gates },
  });
}

const card = (stage: string) => screen.findByRole('article', { name: stage });
const button = async (stage: string, name: RegExp) =>
  within(await card(stage)).findByRole('button', { name });

describe('the Freight tab', () => {
  it('says how things are, shows the line, the Stages and the Promotions, and is accessible', async () => {
    const { container } = renderTab({ name: 'storefront', api: spied() });

    const says = await screen.findByText(/in place for 3 days and healthy/);
    expect(says).toHaveTextContent(
      'prod runs 1.26.0, in place for 3 days and healthy. 1.27.1 soaks in uat for 14 more minutes. ' +
        '1.28.0 arrived 6 minutes ago and is on its way into dev.',
    );
    const line = screen.getByRole('list', { name: 'Freight line' });
    const versions = within(line)
      .getAllByRole('button', { pressed: false })
      .map(one => one.firstChild?.textContent);
    expect(versions).toEqual([
      '1.28.0',
      '1.27.1',
      '1.27.0',
      '1.26.0',
      '1.25.3',
      '1.25.2',
    ]);
    expect(
      within(line).getByText('rejected: checkout errors'),
    ).toBeInTheDocument();
    expect(within(line).getByText('entering dev')).toBeInTheDocument();

    const dev = within(await card('dev'));
    expect(dev.getByText(/Promoting · step 4 of 7/)).toHaveTextContent(
      'git-push',
    );
    expect(dev.getByRole('progressbar')).toHaveAccessibleName(
      'Promotion to dev: 3 of 7 steps done',
    );
    expect(dev.getByText('by auto-promotion')).toBeInTheDocument();
    const uat = within(await card('uat'));
    expect(uat.getByText('soaking, 14 min left')).toBeInTheDocument();
    expect(uat.getByText('not yet verified in dev')).toBeInTheDocument();
    const prod = within(await card('prod'));
    expect(
      prod.getByText('Drift: live state differs from Git'),
    ).toBeInTheDocument();
    expect(screen.getByText(/312 candidates, 48 match/)).toBeInTheDocument();

    const table = within(
      screen.getByRole('table', { name: 'Latest promotions' }),
    );
    expect(table.getByText('running 3/7')).toBeInTheDocument();
    expect(table.getByText('#41')).toBeInTheDocument();
    expect(
      screen.getByText(/1 document of another kind is ignored: Namespace/),
    ).toBeVisible();
    expect(await violations(container)).toHaveNoViolations();
  });

  it('shows the same as a table', async () => {
    const { container } = renderTab({ name: 'guestbook', api: spied() });
    await userEvent.click(await screen.findByRole('button', { name: 'Table' }));
    const rows = within(
      screen.getByRole('table', { name: 'Stages' }),
    ).getAllByRole('row');
    expect(rows.map(row => row.firstChild?.textContent)).toEqual([
      'Stage',
      'testteam-storefront',
      'uat-euteam-storefront',
      'uat-usteam-storefront',
      'uat-doneteam-storefront',
      'prodsre',
    ]);
    expect(rows[4]).toHaveTextContent('freight passes through');
    expect(await violations(container)).toHaveNoViolations();
  });

  it('tells for chosen Freight, by keyboard, where it can go and why not', async () => {
    const api = spied();
    const { container } = renderTab({
      name: 'storefront',
      api,
      denied: developer,
    });
    (await screen.findByRole('button', { name: /^1\.28\.0/ })).focus();
    await userEvent.keyboard('{Enter}');

    const panel = await screen.findByRole('region', {
      name: 'Where can 1.28.0 go?',
    });
    const rows = within(panel).getAllByRole('row');
    await waitFor(() => expect(rows[0]).toHaveTextContent('can go now'));
    expect(rows[1]).toHaveTextContent('cannot gonot yet verified in dev');
    expect(rows[2]).toHaveTextContent('cannot gonot yet verified in uat');
    expect(api.getGates).toHaveBeenCalledWith(
      ENTITY,
      'prod',
      freightId('1.28.0'),
    );

    const approve = within(rows[1]).getByRole('button', { name: /Approve/ });
    expect(approve).toHaveAttribute('aria-disabled', 'true');
    expect(approve).toHaveAccessibleDescription(
      'You may not approve freight for uat. Its owners: team-storefront.',
    );
    expect(await violations(container)).toHaveNoViolations();
  });

  it('loads older Freight, and keeps it beside what is fresh', async () => {
    const api = spied();
    renderTab({ name: 'storefront', api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Load older' }),
    );
    expect(
      await screen.findByRole('button', { name: /^1\.24\.0/ }),
    ).toBeInTheDocument();
    expect(api.getPipeline).toHaveBeenCalledWith(ENTITY, {
      freightCursor: 'older',
    });
    expect(screen.getByText('9 of 48')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Load older' }),
    ).not.toBeInTheDocument();
  });
});

describe('permissions', () => {
  it('disables what a person may not do, with a reason that keyboard and screen reader reach', async () => {
    const api = spied();
    renderTab({ name: 'storefront', api, denied: developer });
    const promote = await button('prod', /Request 1\.27\.1/);
    await waitFor(() =>
      expect(promote).toHaveAccessibleDescription(
        'You may not promote to prod. Its owners: sre, storefront-leads.',
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

  it('lets nobody refresh who may not', async () => {
    const api = spied();
    renderTab({
      name: 'storefront',
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
    expect(dialog).toHaveTextContent(
      'uat-us runs 2.0.0 · changes 1 file in acme/storefront-config',
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
      }),
    );
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
    const running = storefront(0).stages[0].promotions.running!.split('.')[0];
    await waitFor(() =>
      expect(api.abortPromotion).toHaveBeenCalledWith(
        expect.stringMatching(new RegExp(`^${running}\\.`)),
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
        origin: 'Warehouse/images',
        reason: 'load test',
      }),
    );
  });
});

describe('when things are not as they should be', () => {
  it('shows a mistake with its place, and nothing that is not there', async () => {
    const { container } = renderTab({ name: 'broken', api: spied() });
    const banner = await screen.findByRole('group', {
      name: 'The pipeline file has a mistake',
    });
    expect(banner).toHaveTextContent('waybill.yaml, line 23, column 3');
    expect(banner).toHaveTextContent('Nothing runs until it is mended.');
    expect(screen.queryByText('Freight line')).not.toBeInTheDocument();
    expect(await violations(container)).toHaveNoViolations();
  });

  it('keeps showing the last good pipeline beside a mistake, and starts nothing where it is orphaned', async () => {
    const { unmount } = renderTab({ name: 'last-good', api: spied() });
    expect(
      await screen.findByText(/last good pipeline keeps running/),
    ).toBeInTheDocument();
    expect(await card('prod')).toBeInTheDocument();
    unmount();
    renderTab({ name: 'orphaned', api: spied() });
    expect(
      await screen.findByText('This pipeline is orphaned'),
    ).toBeInTheDocument();
    await waitFor(async () =>
      expect(await button('prod', /Request/)).toHaveAccessibleDescription(
        'The pipeline is not running: nothing new starts',
      ),
    );
  });

  it('says when Freight may come, and what keeps a Warehouse from looking', async () => {
    const { unmount } = renderTab({ name: 'empty', api: spied() });
    expect(
      await screen.findByText(/The next look is in \d+ seconds/),
    ).toBeInTheDocument();
    expect(screen.getByText('No promotion yet.')).toBeInTheDocument();
    unmount();
    renderTab({ name: 'guestbook', api: spied() });
    const banner = await screen.findByRole('group', {
      name: 'Warehouse app cannot look for new freight',
    });
    expect(banner).toHaveTextContent('it answered 500 Internal Server Error');
    expect(banner).toHaveTextContent('tried again in 2 minutes');
  });

  it('says so when Waybill does not answer, tries again, and keeps what it had', async () => {
    const fixtures = createFixtureApi();
    const getPipeline = jest
      .fn<
        ReturnType<WaybillApi['getPipeline']>,
        Parameters<WaybillApi['getPipeline']>
      >()
      .mockRejectedValueOnce(new TypeError('Failed to fetch'))
      .mockImplementation(fixtures.getPipeline);
    renderTab({ name: 'storefront', api: { ...fixtures, getPipeline } });
    expect(
      await screen.findByText(/Waybill does not answer: Failed to fetch/),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await card('prod')).toBeInTheDocument();

    getPipeline.mockRejectedValue(new TypeError('Failed to fetch'));
    await act(async () => {
      document.dispatchEvent(new Event('visibilitychange'));
    });
    expect(
      await screen.findByText(/Not answering; last updated/),
    ).toBeInTheDocument();
    expect(await card('prod')).toBeInTheDocument();
  });

  it('says that a pipeline is not known yet', async () => {
    renderTab({ name: 'nobody', api: spied() });
    expect(
      await screen.findByText('This pipeline is not known yet'),
    ).toBeInTheDocument();
  });
});

describe('the page of a Promotion', () => {
  it('shows who, what and why, and the steps', async () => {
    const api = spied();
    const { id } = (await api.getPipeline(ENTITY)).promotions[0];
    const { container } = renderTab({
      name: 'storefront',
      api,
      path: `/promotions/${id}`,
    });
    expect(
      await screen.findByRole('heading', {
        name: 'Promotion of 1.28.0 to dev',
      }),
    ).toBeInTheDocument();
    const steps = within(
      screen.getByRole('list', { name: 'Steps' }),
    ).getAllByRole('listitem');
    expect(steps).toHaveLength(7);
    expect(steps[2]).toHaveTextContent('git-commit commit · succeeded');
    expect(steps[2]).toHaveTextContent(
      '5f2f1c09a41f9c2d8be0a6d7c3bb5b1de8a9a1c4',
    );
    expect(steps[3]).toHaveAttribute('aria-current', 'step');
    expect(steps[6]).toHaveTextContent('not yet');
    expect(await violations(container)).toHaveNoViolations();
    await userEvent.click(
      screen.getByRole('link', { name: 'All freight of storefront' }),
    );
    expect(
      await screen.findByRole('list', { name: 'Freight line' }),
    ).toBeInTheDocument();
  });

  it('opens from the table, and says when there is none', async () => {
    const { unmount } = renderTab({ name: 'storefront', api: spied() });
    await userEvent.click(
      await screen.findByRole('link', {
        name: 'Open the promotion of 1.27.1 to uat',
      }),
    );
    expect(
      await screen.findByText('fix for cart rounding'),
    ).toBeInTheDocument();
    unmount();
    renderTab({ name: 'storefront', api: spied(), path: '/promotions/none' });
    expect(
      await screen.findByText(/There is no such promotion here/),
    ).toBeInTheDocument();
  });
});
