import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  AskedReview,
  PipelineView,
  PromotionView,
  ReviewView,
} from '@waybill/backstage-plugin-waybill-common';
import { toHaveNoViolations } from 'jest-axe';
import { renderTab } from '../__testUtils__/renderTab';
import { card, ENTITY, spied, violations } from '../__testUtils__/tabTest';

expect.extend(toHaveNoViolations);
// Who somebody is and what they may is asked anew by each page.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(120_000);

const SRE = 'group:default/sre';
const MIRA = 'user:default/mira';
const ASKED: AskedReview = {
  step: 'sign',
  approvers: [{ claim: 'groups', value: SRE, required: true }],
  minApprovals: 2,
};
const DANAS: ReviewView = {
  step: 'sign',
  user: 'user:default/dana',
  decision: 'approve',
  reason: 'looks fine',
  at: '2026-11-20T10:00:00.000Z',
};

/** The storefront, whose running Promotion to dev asks people. */
async function asking(
  asked: Partial<AskedReview> = {},
  reviews: ReviewView[] = [DANAS],
) {
  const { getPipeline, getPromotion } = spied();
  const view: PipelineView = await getPipeline(ENTITY);
  const [running] = view.promotions;
  const whole: PromotionView = await getPromotion(running.id);
  const more = { asksFor: { ...ASKED, ...asked }, reviews };
  const steps = whole.steps.map(step =>
    step.status === 'Running'
      ? { ...step, alias: 'sign', uses: 'wait-for-approval' }
      : step,
  );
  const promotion = { ...whole, ...more, steps };
  const promotions = view.promotions.map(it =>
    it.id === running.id ? { ...it, ...more } : it,
  );
  const api = spied({
    getPipeline: async () => ({ ...view, promotions }),
    getPromotion: async () => promotion,
    reviewPromotion: async () => promotion,
  });
  return { api, id: running.id, path: `/promotions/${running.id}` };
}

const MAY = { name: 'storefront', user: MIRA, claims: [MIRA, SRE] };

describe('a Promotion that asks people', () => {
  it('is approved by one of them, who sees what it has done, who has signed and what it would change', async () => {
    const { api, id, path } = await asking();
    const { container } = renderTab({ ...MAY, api, path });
    const steps = await screen.findByRole('list', { name: 'Steps' });
    expect(
      within(steps).getByRole('list', { name: 'What people said' }),
    ).toHaveTextContent(/dana approved: looks fine/);
    expect(await violations(container)).toHaveNoViolations();
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Approve the promotion of 1.28.0 to dev',
      }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Approve the promotion of 1.28.0 to dev?',
    });
    expect(dialog).toHaveTextContent(
      'It goes on when 2 people have approved. It asks sre. One of sre must be among them.',
    );
    expect(dialog).toHaveTextContent(/dana approved: looks fine/);
    expect(
      await within(dialog).findByText(/newTag: 1\.27\.1/),
    ).toBeInTheDocument();
    expect(await violations(dialog)).toHaveNoViolations();
    await userEvent.type(within(dialog).getByLabelText(/Why\?/), 'tested');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );
    await waitFor(() =>
      expect(api.reviewPromotion).toHaveBeenCalledWith(id, {
        decision: 'approve',
        reason: 'tested',
        step: 'sign',
      }),
    );
    expect(
      await screen.findByText('You have approved 1.28.0 for dev.'),
    ).toBeVisible();
  });

  it('is rejected with a reason alone', async () => {
    const { api, id, path } = await asking();
    renderTab({ ...MAY, api, path });
    await userEvent.click(
      await screen.findByRole('button', { name: /^Reject/ }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(/One rejection is enough/);
    const submit = within(dialog).getByRole('button', { name: 'Reject' });
    expect(submit).toHaveAccessibleDescription('Say why first');
    await userEvent.type(within(dialog).getByLabelText(/Why\?/), 'freeze');
    await userEvent.click(submit);
    await waitFor(() =>
      expect(api.reviewPromotion).toHaveBeenCalledWith(id, {
        decision: 'reject',
        reason: 'freeze',
        step: 'sign',
      }),
    );
  });

  it('says to others why their word would not count', async () => {
    const approve = () => screen.getByRole('button', { name: /^Approve/ });
    const { api, path } = await asking();
    const own = await asking({ excluded: MIRA });
    const signed = await asking({}, [{ ...DANAS, user: MIRA }]);
    const at = { name: 'storefront', path };

    const { unmount: leave } = renderTab({ ...at, api });
    await waitFor(() =>
      expect(approve()).toHaveAccessibleDescription('This promotion asks sre'),
    );
    leave();
    const { unmount } = renderTab({ ...MAY, ...at, api: own.api });
    await waitFor(() =>
      expect(approve()).toHaveAccessibleDescription(
        'You asked for this promotion: somebody else has to approve it',
      ),
    );
    unmount();
    renderTab({ ...MAY, ...at, api: signed.api });
    await waitFor(() =>
      expect(approve()).toHaveAccessibleDescription(
        'You have approved it already',
      ),
    );
    expect(screen.getByRole('button', { name: /^Reject/ })).not.toHaveAttribute(
      'aria-disabled',
    );
  });

  it('asks on the card of its Stage whom it asks, and nobody else', async () => {
    const { api } = await asking();
    const { unmount } = renderTab({ ...MAY, api });
    expect(
      await within(await card('dev')).findByRole('button', {
        name: 'Approve the promotion of 1.28.0 to dev',
      }),
    ).toBeVisible();
    unmount();
    renderTab({ name: 'storefront', api });
    await within(await card('dev')).findByRole('button', { name: /^Abort/ });
    expect(screen.queryByRole('button', { name: /^Reject/ })).toBeNull();
  });
});
