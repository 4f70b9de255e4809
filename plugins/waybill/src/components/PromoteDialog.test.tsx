import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PreviewView } from '@waybill/backstage-plugin-waybill-common';
import { toHaveNoViolations } from 'jest-axe';
import { renderTab } from '../__testUtils__/renderTab';
import { button, spied, violations } from '../__testUtils__/tabTest';

expect.extend(toHaveNoViolations);
jest.setTimeout(60_000);

/** The dialog, with something else in its preview. */
async function openWith(change: Partial<PreviewView>) {
  const usual = spied();
  const api = spied({
    preview: async (...args) => ({
      ...(await usual.preview(...args)),
      ...change,
    }),
    getGates: async (_, stage, freight) => ({
      stage,
      freight,
      gates: change.gates ?? [],
    }),
  });
  renderTab({ name: 'guestbook', api });
  await userEvent.click(await button('uat-us', /Promote 2\.1\.0/));
  return screen.findByRole('dialog');
}

describe('the dialog before a promotion', () => {
  it('names every step that the promotion will have, those that are left out too', async () => {
    const dialog = await openWith({
      steps: [
        { alias: 'clone', uses: 'git-clone', summary: 'read acme/config' },
        {
          alias: 'clear',
          uses: 'git-clear',
          summary: 'its condition does not hold',
          outcome: 'skipped',
        },
        {
          alias: 'tell',
          uses: 'send-message',
          summary: 'send a message to releases',
          outcome: 'conditional',
        },
        { alias: 'push', uses: 'git-push', summary: '', outcome: 'unplanned' },
      ],
    });
    const list = await within(dialog).findByRole('list', { name: 'Will do' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'git-clone read acme/config',
      'git-clear skipped: its condition does not hold',
      'send-message send a message to releases, if its condition holds, which only the run can know',
      'git-push could not be worked out',
    ]);
    expect(await violations(dialog)).toHaveNoViolations();
  });

  it('says that the diff is against what runs now where another promotion is ahead', async () => {
    const message = 'the promotion of calm-bison comes first';
    const dialog = await openWith({
      gates: [{ code: 'PromotionRunning', message, effect: 'wait' }],
    });
    expect(
      await within(dialog).findByText(
        /is ahead: the promotion of calm-bison comes first\. The diff is against what runs now/,
      ),
    ).toBeVisible();
    expect(await violations(dialog)).toHaveNoViolations();
  });

  it('says nothing of the kind where it would start at once', async () => {
    const dialog = await openWith({});
    await within(dialog).findByText('nothing stands in its way');
    expect(within(dialog).queryByText(/is ahead/)).not.toBeInTheDocument();
  });

  it('says of each resource how it would change, and whether it differs from Git already', async () => {
    const web = { application: 'web', namespace: 'argocd' };
    const resource = {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop' },
      ...{ name: 'web', change: 'changed' as const, diff: '+ a line' },
    };
    const dialog = await openWith({
      rendered: [{ ...web, resources: [resource], notRendered: null }],
      live: [
        {
          ...{ ...web, problem: null, health: 'Healthy', sync: 'OutOfSync' },
          comparedWith: 'planned',
          resources: [
            { ...resource, drifted: true },
            { ...resource, name: 'old', change: 'removed', drifted: false },
          ],
          notes: [],
        },
      ],
    });
    const captionsOf = async (name: RegExp) => {
      await userEvent.click(await within(dialog).findByRole('tab', { name }));
      return within(within(dialog).getByRole('tabpanel'))
        .getAllByRole('figure')
        .map(figure => figure.querySelector('figcaption')?.textContent);
    };
    expect(await captionsOf(/^Rendered/)).toEqual([
      'Deployment / shop / web changed',
    ]);
    expect(await captionsOf(/^Live/)).toEqual([
      'Deployment / shop / web changed · differs from Git already',
      'Deployment / shop / old removed',
    ]);
  });

  it('says what is missing for the rendered diff, with the way to get it', async () => {
    const url = 'https://kubectl.docs.kubernetes.io/installation/kustomize/';
    const dialog = await openWith({
      rendered: [
        {
          application: 'web',
          namespace: 'argocd',
          resources: [],
          notRendered: `The program "kustomize" is not on this backend's path: install it (${url}) where the engine runs`,
        },
      ],
    });
    await userEvent.click(
      await within(dialog).findByRole('tab', { name: 'Rendered' }),
    );
    const panel = within(dialog).getByRole('tabpanel');
    expect(panel).toHaveTextContent(
      /is not on this backend's path.* where the engine runs\. *That takes nothing from the promotion/,
    );
    expect(within(panel).getByRole('link')).toHaveAttribute('href', url);
    expect(await violations(dialog)).toHaveNoViolations();
  });
});
