/** Whose word counts. Either `claim` and `value`, or `role`. @public */
export interface ApproverRule {
  /** `groups`: members of the group `value`; `user`: the person `value`. Names or refs. */
  claim?: string;
  value?: string;
  /** A group, by name or ref. */
  role?: string;
  /** One of those who approve must be one of these. Default false. */
  required?: boolean;
}

/** What a step wants before it lets a Promotion go on. @public */
export interface ApprovalRules {
  /** Empty: everybody who may review Promotions of the Stage. */
  approvers: ApproverRule[];
  /** Of so many people. */
  minApprovals: number;
  /** Whose word does not count: who asked for the Promotion. */
  excluded?: string;
}

/** A person, and what they belong to. @public */
export interface Approver {
  user: string;
  ownershipEntityRefs: readonly string[];
}

/** What somebody said. @public */
export interface ApprovalVote extends Approver {
  decision: 'approve' | 'reject';
}

/** How it stands. @public */
export type Approval =
  | { state: 'approved' | 'rejected'; by: string[] }
  /** `required`: in words, of whom one is wanted still. */
  | { state: 'waiting'; by: string[]; missing: number; required: string[] };

/**
 * Whether enough people have signed. Pure. The last word of each person counts; one rejection by anybody whose word counts is
 * enough.
 *
 * @param votes - oldest first
 * @public
 */
export function approvalOf(
  rules: ApprovalRules,
  votes: readonly ApprovalVote[],
): Approval {
  const last = new Map(
    votes
      .filter(vote => mayApprove(rules, vote))
      .map(vote => [vote.user, vote]),
  );
  const said = (decision: ApprovalVote['decision']) =>
    [...last.values()].filter(vote => vote.decision === decision);
  const rejections = said('reject');
  if (rejections.length > 0) {
    return { state: 'rejected', by: rejections.map(({ user }) => user) };
  }
  const approvals = said('approve');
  const by = approvals.map(({ user }) => user);
  const missing = Math.max(0, rules.minApprovals - approvals.length);
  const required = rules.approvers
    .filter(
      rule => rule.required && !approvals.some(vote => isMeant(rule, vote)),
    )
    .map(({ role, value }) => role ?? value ?? '');
  return missing === 0 && required.length === 0
    ? { state: 'approved', by }
    : { state: 'waiting', by, missing, required };
}

/** Whether somebody's word counts. Pure. @public */
export function mayApprove(rules: ApprovalRules, person: Approver): boolean {
  return (
    person.user !== rules.excluded &&
    (rules.approvers.length === 0 ||
      rules.approvers.some(rule => isMeant(rule, person)))
  );
}

function isMeant(
  { claim, value, role }: ApproverRule,
  { user, ownershipEntityRefs }: Approver,
): boolean {
  if (claim === 'user') {
    return user === refOf('user', value ?? '');
  }
  return ownershipEntityRefs.includes(refOf('group', role ?? value ?? ''));
}

/** `leads`, `acme/leads` and `group:acme/leads` as a ref. */
function refOf(kind: string, text: string): string {
  const lower = text.toLocaleLowerCase('en-US');
  if (lower.includes(':')) {
    return lower;
  }
  return lower.includes('/') ? `${kind}:${lower}` : `${kind}:default/${lower}`;
}
