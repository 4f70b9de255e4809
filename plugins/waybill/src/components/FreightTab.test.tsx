import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { toHaveNoViolations } from 'jest-axe';
import { freightId } from '../__testUtils__/makers';
import { renderTab } from '../__testUtils__/renderTab';
import {
  card,
  developer,
  ENTITY,
  spied,
  violations,
} from '../__testUtils__/tabTest';

expect.extend(toHaveNoViolations);
jest.setTimeout(60_000);

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
      name: 'storefront.chosen',
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
      `${ENTITY}.chosen`,
      'prod',
      freightId('1.28.0'),
    );

    const approve = within(rows[1]).getByRole('button', { name: /Approve/ });
    expect(approve).toHaveAttribute('aria-disabled', 'true');
    expect(approve).toHaveAccessibleDescription(
      'You may not approve freight for uat. Ask its owners: team-storefront. (Permission: waybill.freight.approve)',
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
