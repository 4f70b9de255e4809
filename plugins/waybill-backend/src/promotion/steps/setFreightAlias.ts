import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  StepDefinition,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';

/** What a Kubernetes label may hold, which is where Kargo keeps it. */
const ALIAS = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

const schema = z.strictObject({
  name: z.string().min(1),
  alias: z
    .string()
    .regex(
      ALIAS,
      'must be 1 to 63 letters, digits, "-", "_" and ".", and begin and end with a letter or digit',
    ),
});

/** Gives Freight another name; one name means one Freight in its pipeline. */
export const setFreightAlias: StepDefinition<z.infer<typeof schema>> = {
  id: 'set-freight-alias',
  kind: 'outside',
  usesWorkspace: false,
  schema,
  async plan(_context, { name, alias }) {
    return {
      summary: `name Freight ${name.slice(0, 7)} ${alias}`,
      effects: [{ type: 'set-freight-alias', freight: name, alias }],
    };
  },
  async run({ metadata, signal }, { name, alias }) {
    try {
      await metadata.setFreightAlias({ id: name, alias }, signal);
    } catch (error) {
      throw error instanceof ConflictError || error instanceof NotFoundError
        ? new StepFailure(error.message)
        : error;
    }
    return {
      status: 'Succeeded',
      message: `Freight ${name.slice(0, 7)} is named ${alias}`,
    };
  },
};
