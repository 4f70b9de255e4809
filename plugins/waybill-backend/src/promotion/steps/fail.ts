import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';

const schema = z.strictObject({ message: z.string().min(1).optional() });

/** Ends the Promotion on purpose; what guards a v0.3 Stage against promoting its own commits. */
export const fail: StepDefinition<z.infer<typeof schema>> = {
  id: 'fail',
  kind: 'files',
  schema,
  async plan(_context, { message }) {
    return { summary: message ?? 'fail', effects: [] };
  },
  async run(_context, { message }) {
    return { status: 'Failed', message: message ?? 'Failed on purpose' };
  },
};
