import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';

/** A step that does nothing, so that only the engine is measured. */
export const nullStep: StepDefinition = {
  id: 'null',
  schema: z.strictObject({}),
  kind: 'files',
  usesWorkspace: false,
  plan: async () => ({ summary: 'do nothing', effects: [] }),
  run: async () => ({ status: 'Succeeded' }),
};
