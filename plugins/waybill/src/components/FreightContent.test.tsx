import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { WaybillApi } from '@waybill/backstage-plugin-waybill-common';
import { toHaveNoViolations } from 'jest-axe';
import { createFixtureApi } from '../__testUtils__/FixtureApi';
import { renderTab } from '../__testUtils__/renderTab';
import { button, card, spied, violations } from '../__testUtils__/tabTest';

expect.extend(toHaveNoViolations);
jest.setTimeout(60_000);

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

  it('calls nothing unreadable that nobody has tried to read', async () => {
    const { container } = renderTab({ name: 'unread', api: spied() });
    expect(
      await screen.findByRole('group', {
        name: 'The pipeline file has not been read yet',
      }),
    ).toBeVisible();
    expect(screen.queryByText(/cannot be read/)).not.toBeInTheDocument();
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

  it('shows the charts that Freight brings and where they come from', async () => {
    renderTab({ name: 'guestbook', api: spied() });
    const freight = await screen.findByRole('button', { name: /sunny-crane/ });
    expect(freight).toHaveTextContent('2.1.0');
    expect(freight).toHaveTextContent('redis 19.2.1');
    expect(
      screen.getByRole('button', { name: /mild-badger/ }),
    ).not.toHaveTextContent('chart');
    expect(
      screen.getByRole('article', { name: 'Warehouse app' }),
    ).toHaveTextContent('https://charts.example.com redis ^19.0.0');
    await userEvent.click(freight);
    expect(
      await screen.findByText(
        (_, element) =>
          element?.tagName === 'LI' &&
          element.textContent === 'https://charts.example.com redis 19.2.1',
      ),
    ).toBeVisible();
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
