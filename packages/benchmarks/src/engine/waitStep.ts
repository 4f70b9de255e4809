import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';

/** A step that waits as `git-wait-for-pr` does for a merge that never comes, and asks nobody. */
export const waitStep: StepDefinition = {
  id: 'wait',
  schema: z.strictObject({}),
  kind: 'outside',
  usesWorkspace: false,
  plan: async () => ({ summary: 'wait', effects: [] }),
  run: async () => ({
    status: 'Running',
    message: 'Waiting',
    retryAfterSeconds: 15,
  }),
};
