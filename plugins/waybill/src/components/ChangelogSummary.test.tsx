import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ArtifactChangelog,
  Changelog,
} from '@waybill/backstage-plugin-waybill-common';
import { toHaveNoViolations } from 'jest-axe';
import { freightId } from '../__testUtils__/makers';
import { renderTab } from '../__testUtils__/renderTab';
import { answer, button, spied, violations } from '../__testUtils__/tabTest';

expect.extend(toHaveNoViolations);
jest.setTimeout(60_000);

const NONE = { commits: [], more: 0, pullRequests: [] };

/** The dialog that promotes guestbook 2.1.0 to uat-us, which runs 2.0.0. */
async function promoting(api = spied()) {
  renderTab({ name: 'guestbook', api });
  await userEvent.click(await button('uat-us', /Promote 2\.1\.0/));
  return screen.findByRole('dialog');
}
const telling = (...artifacts: Partial<ArtifactChangelog>[]) =>
  spied({
    getChangelog: async (_entity, from, to): Promise<Changelog> => ({
      from,
      to,
      artifacts: artifacts.map(
        one =>
          ({
            kind: 'image',
            change: 'newer',
            from: { repoURL: 'registry.example.com/acme/shop', tag: '2.0.0' },
            to: { repoURL: 'registry.example.com/acme/shop', tag: '2.1.0' },
            code: null,
            comparison: null,
            links: [],
            problem: null,
            ...one,
          } as ArtifactChangelog),
      ),
    }),
  });

describe('what comes with Freight', () => {
  it('shows the newest of it: what, by whom, when, with links', async () => {
    const api = spied();
    const dialog = await promoting(api);
    const comes = await within(dialog).findByRole('region', {
      name: 'What comes with it',
    });
    const lines = within(comes).getAllByRole('listitem');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toHaveTextContent(
      /^Round cart totals half to even.*#412 · olga · 20 h ago$/,
    );
    expect(
      within(comes).getByRole('link', { name: /Round cart totals/ }),
    ).toHaveAttribute(
      'href',
      'https://git.example.com/acme/storefront/pull/412',
    );
    expect(api.getChangelog).toHaveBeenCalledTimes(1);
    expect(api.getChangelog).toHaveBeenCalledWith(
      'component:default/guestbook',
      freightId('2.0.0'),
      freightId('2.1.0'),
    );
    expect(await violations(dialog)).toHaveNoViolations();
  });

  it('shows all of it in a tab of its own, where the rest leads to', async () => {
    const dialog = await promoting();
    await userEvent.click(
      await within(dialog).findByRole('button', { name: 'and 6 more' }),
    );
    expect(
      within(dialog).getByRole('tab', { name: 'Commits (9)' }),
    ).toHaveAttribute('aria-selected', 'true');
    const panel = within(dialog).getByRole('tabpanel', { name: 'Commits (9)' });
    const image = within(panel).getByRole('region', {
      name: 'nginx 2.0.0 → 2.1.0',
    });
    expect(within(image).getAllByRole('listitem')).toHaveLength(5);
    expect(image).toHaveTextContent('and 4 more');
    expect(
      within(image).getByRole('link', { name: /Compare/ }),
    ).toHaveAttribute(
      'href',
      'https://git.example.com/acme/storefront/compare/a...b',
    );
    expect(await violations(dialog)).toHaveNoViolations();
  });

  it('says why it is not known, and what would help', async () => {
    const dialog = await promoting(
      telling({ problem: 'it does not say which commit it was built from' }),
    );
    expect(
      await within(dialog).findByText(
        'What comes with shop is not known: it does not say which commit it was built from',
      ),
    ).toBeVisible();
    expect(within(dialog).getByRole('tab', { name: 'Commits' })).toBeVisible();
  });

  it('says that pull requests are not known, beside the commits that are', async () => {
    const commit = {
      id: 'c'.repeat(40),
      subject: 'Round totals',
      author: 'Ann',
      committedAt: '2026-01-01T00:00:00.000Z',
    };
    const dialog = await promoting(
      telling({
        comparison: { gained: { ...NONE, commits: [commit] }, lost: NONE },
        problem: 'Pull requests are not known: the forge is down',
      }),
    );
    expect(await within(dialog).findByText('Round totals')).toBeVisible();
    expect(
      within(dialog).getByText(
        'Pull requests are not known: the forge is down',
      ),
    ).toBeVisible();
  });

  it('says that it is the same code', async () => {
    const dialog = await promoting(
      telling({ comparison: { gained: NONE, lost: NONE } }),
    );
    expect(
      await within(dialog).findByText('The same code, built again.'),
    ).toBeVisible();
  });

  it('leads to release notes, and nowhere that is no web page', async () => {
    const dialog = await promoting(
      telling({
        links: [
          { title: 'Releases', url: 'https://github.com/acme/shop/releases' },
          { title: 'Trap', url: 'data:text/html,trap' },
        ],
      }),
    );
    await userEvent.click(
      await within(dialog).findByRole('tab', { name: 'Commits' }),
    );
    expect(
      within(dialog).getByRole('link', { name: /Releases/ }),
    ).toBeVisible();
    expect(within(dialog).queryByText('Trap')).not.toBeInTheDocument();
    expect(
      within(dialog).getByRole('region', { name: 'shop 2.0.0 → 2.1.0' }),
    ).toBeVisible();
  });

  it('does not hold up the promotion when it cannot be asked, and asks again', async () => {
    const usual = spied();
    let down = true;
    const api = spied({
      getChangelog: async (...args) => {
        if (down) throw answer(500, 'Error', 'The forge is down');
        return usual.getChangelog(...args);
      },
    });
    const dialog = await promoting(api);
    expect(
      await within(dialog).findByText(/could not be asked: The forge is down/),
    ).toBeVisible();
    expect(
      within(dialog).getByRole('button', { name: 'Promote' }),
    ).not.toHaveAttribute('aria-disabled');
    down = false;
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Ask again' }),
    );
    expect(
      await within(dialog).findByRole('region', { name: 'What comes with it' }),
    ).toBeVisible();
  });

  it('says that it is being asked', async () => {
    const dialog = await promoting(
      spied({ getChangelog: () => new Promise(() => {}) }),
    );
    expect(
      await within(dialog).findByRole('progressbar', {
        name: 'Asking what comes with it…',
      }),
    ).toBeVisible();
    expect(await violations(dialog)).toHaveNoViolations();
  });
});

describe('what goes away', () => {
  it('is shown before a roll back, for what is chosen', async () => {
    const api = spied();
    renderTab({ name: 'storefront', api });
    await userEvent.click(await button('uat', /Roll back/));
    const dialog = await screen.findByRole('dialog', { name: 'Roll back uat' });
    const goes = await within(dialog).findByRole('region', {
      name: 'What goes away',
    });
    expect(goes).toHaveTextContent('Round cart totals half to even');
    expect(goes).toHaveTextContent('and 6 more');
    await waitFor(() =>
      expect(api.getChangelog).toHaveBeenCalledWith(
        'component:default/storefront',
        expect.any(String),
        freightId('1.26.0'),
      ),
    );
    expect(
      within(dialog).queryByRole('region', { name: 'What comes with it' }),
    ).not.toBeInTheDocument();
    expect(await violations(dialog)).toHaveNoViolations();
  });
});
