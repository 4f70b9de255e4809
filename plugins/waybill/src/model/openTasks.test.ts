import { AskedReview } from '@waybill/backstage-plugin-waybill-common';
import { storefront } from '../__testUtils__/storefront';
import { openTasks } from './openTasks';

const MIRA = {
  user: 'user:default/mira',
  ownershipEntityRefs: ['user:default/mira', 'group:default/sre'],
};
const DANA = { user: 'user:default/dana', ownershipEntityRefs: [] };

/** What waits where the running Promotion to dev asks people. */
function asking(asked: Partial<AskedReview>, signed: string[] = []) {
  const view = storefront(Date.now());
  const [running] = view.promotions;
  running.asksFor = { step: 'sign', approvers: [], minApprovals: 1, ...asked };
  running.reviews = signed.map(user => ({
    step: 'sign',
    user,
    decision: 'approve',
    at: '2026-11-20T10:00:00.000Z',
  }));
  return (person?: typeof MIRA) =>
    openTasks(view, person)
      .filter(task => task.stage === 'dev')
      .map(task => task.does);
}

describe('what waits for people', () => {
  it('is a signature that a step asks this person for', () => {
    const sre = { approvers: [{ role: 'sre' }] };
    expect(asking({})(DANA)).toEqual(['approve']);
    expect(asking(sre)(MIRA)).toEqual(['approve']);
    expect(asking(sre)(DANA)).toEqual([]);
    expect(asking({ excluded: DANA.user })(DANA)).toEqual([]);
    expect(asking(sre)()).toEqual(['approve']);
  });

  it('is no signature that this person has given', () => {
    expect(asking({}, [MIRA.user])(MIRA)).toEqual([]);
    expect(asking({}, [MIRA.user])(DANA)).toEqual(['approve']);
  });
});
