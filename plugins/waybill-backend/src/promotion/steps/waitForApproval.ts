import {
  ApprovalRules,
  approvalOf,
  JsonObject,
} from '@waybill/backstage-plugin-waybill-common';
import { Review, StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { durationSchema, durationSeconds } from './duration';

/** A signature wakes the Promotion; this is for when that was lost. */
const DEFAULT_POLL_SECONDS = 30;
const LEAST_POLL_SECONDS = 10;

const approver = z
  .strictObject({
    claim: z
      .enum(['groups', 'user'], {
        error:
          'Backstage tells of a person what they are (claim: user) and what groups they belong to (claim: groups), and nothing else',
      })
      .optional(),
    value: z.string().min(1).optional(),
    role: z.string().min(1).optional(),
    required: z.boolean().optional(),
  })
  .refine(
    ({ claim, value, role }) =>
      role === undefined
        ? claim !== undefined && value !== undefined
        : claim === undefined && value === undefined,
    { message: 'must have either claim and value, or role' },
  );

const schema = z.strictObject({
  approvers: z.array(approver).optional(),
  minApprovals: z.int().min(1).max(100).optional(),
  excludeRequester: z.boolean().optional(),
  pollInterval: durationSchema.optional(),
});

/**
 * Waits until enough people have approved the Promotion, or one has rejected it; holds no worker meanwhile.
 *
 * @remarks What it asks for is noted, so that the API refuses whoever it does not ask.
 */
export const waitForApproval: StepDefinition<z.infer<typeof schema>> = {
  id: 'wait-for-approval',
  kind: 'outside',
  usesWorkspace: false,
  schema,
  async plan(_context, config) {
    const { minApprovals = 1 } = config;
    return {
      summary: `wait until ${people(minApprovals)} approved`,
      effects: [],
      unknowns: ['responses'],
    };
  },
  async run(context, config) {
    const { promotion, alias, record, reviews } = context;
    const rules: ApprovalRules = {
      approvers: config.approvers ?? [],
      minApprovals: config.minApprovals ?? 1,
      ...(config.excludeRequester ? { excluded: promotion.actor.ref } : {}),
    };
    if (record.value.asksFor === undefined) {
      await record.note({ asksFor: { ...rules } as unknown as JsonObject });
    }
    const said = await reviews.list({ promotion: promotion.id, alias });
    const approval = approvalOf(rules, said);
    const output = { responses: said.map(responseOf) };
    switch (approval.state) {
      case 'approved':
        return {
          status: 'Succeeded',
          message: `Approved by ${approval.by.join(', ')}`,
          output,
        };
      case 'rejected':
        return {
          status: 'Failed',
          message: `Rejected by ${said
            .filter(({ decision }) => decision === 'reject')
            .map(({ user, reason }) => (reason ? `${user}: ${reason}` : user))
            .join(', ')}`,
          output,
        };
      default:
        return {
          status: 'Running',
          message: waitingFor(rules, approval),
          retryAfterSeconds: config.pollInterval
            ? Math.max(LEAST_POLL_SECONDS, durationSeconds(config.pollInterval))
            : DEFAULT_POLL_SECONDS,
          output,
        };
    }
  },
};

function waitingFor(
  { minApprovals }: ApprovalRules,
  { by, required }: { by: string[]; required: string[] },
): string {
  const wanted = required.map(name => `, one of ${name} among them`).join('');
  return `Waiting until ${people(minApprovals)} approved${wanted}${
    by.length > 0 ? `; so far ${by.join(', ')}` : ''
  }`;
}

function people(count: number): string {
  return count === 1 ? 'somebody has' : `${count} people have`;
}

/** In Kargo's words. */
function responseOf({ user, decision, at, reason }: Review) {
  return {
    user,
    action: decision,
    time: at,
    ...(reason === undefined ? {} : { message: reason }),
  };
}
