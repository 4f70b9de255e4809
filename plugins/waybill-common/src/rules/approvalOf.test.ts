import {
  approvalOf,
  ApprovalRules,
  ApprovalVote,
  mayApprove,
} from './approvalOf';

const vote = (
  name: string,
  decision: ApprovalVote['decision'],
  ...groups: string[]
): ApprovalVote => ({
  user: `user:default/${name}`,
  decision,
  ownershipEntityRefs: [`user:default/${name}`, ...groups],
});
const LEADS = 'group:default/leads';
const rules = (more: Partial<ApprovalRules> = {}): ApprovalRules => ({
  approvers: [],
  minApprovals: 1,
  ...more,
});

describe('approvalOf', () => {
  it.each<[string, ApprovalRules, ApprovalVote[], string]>([
    ['nobody', rules(), [], 'waiting'],
    ['one', rules(), [vote('a', 'approve')], 'approved'],
    [
      'one of two',
      rules({ minApprovals: 2 }),
      [vote('a', 'approve')],
      'waiting',
    ],
    [
      'one twice',
      rules({ minApprovals: 2 }),
      [vote('a', 'approve'), vote('a', 'approve')],
      'waiting',
    ],
    [
      'two of two',
      rules({ minApprovals: 2 }),
      [vote('a', 'approve'), vote('b', 'approve')],
      'approved',
    ],
    [
      'one against many',
      rules(),
      [vote('a', 'approve'), vote('b', 'reject')],
      'rejected',
    ],
    [
      'one who is not asked, against',
      rules({ approvers: [{ role: 'leads' }] }),
      [vote('a', 'reject')],
      'waiting',
    ],
    [
      'one who is asked',
      rules({ approvers: [{ role: 'leads' }] }),
      [vote('a', 'approve', LEADS)],
      'approved',
    ],
    [
      'none of those who must be',
      rules({ approvers: [{ role: 'leads', required: true }, { role: 'x' }] }),
      [vote('a', 'approve', 'group:default/x')],
      'waiting',
    ],
    [
      'who asked',
      rules({ excluded: 'user:default/a' }),
      [vote('a', 'approve')],
      'waiting',
    ],
    [
      'somebody who changed their mind',
      rules(),
      [vote('a', 'reject'), vote('a', 'approve')],
      'approved',
    ],
  ])('%s', (_, wanted, votes, state) => {
    expect(approvalOf(wanted, votes).state).toBe(state);
  });

  it.each([
    [{ claim: 'groups', value: 'Leads' }, true],
    [{ claim: 'groups', value: 'group:default/leads' }, true],
    [{ claim: 'groups', value: 'acme/leads' }, false],
    [{ role: 'leads' }, true],
    [{ claim: 'user', value: 'a' }, true],
    [{ claim: 'user', value: 'b' }, false],
    [{ claim: 'user', value: 'leads' }, false],
  ])('%j means a member of leads called a: %s', (rule, expected) => {
    expect(
      mayApprove(rules({ approvers: [rule] }), vote('a', 'approve', LEADS)),
    ).toBe(expected);
  });
});
