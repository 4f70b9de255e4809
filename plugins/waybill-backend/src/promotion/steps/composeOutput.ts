import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';

const schema = z
  .record(z.string(), z.json())
  .refine(
    outputs => Object.keys(outputs).length > 0,
    'at least one output is needed',
  );

/** Puts out what its config says, under new names; in a task, as the output of the task. */
export const composeOutput: StepDefinition<JsonObject> = {
  id: 'compose-output',
  kind: 'files',
  usesWorkspace: false,
  propagatesOutput: true,
  schema: schema as z.ZodType<JsonObject>,
  async plan(_context, config) {
    return {
      summary: `put out ${Object.keys(config).join(', ')}`,
      effects: [],
      output: config,
    };
  },
  async run(_context, config) {
    return { status: 'Succeeded', output: config };
  },
};
