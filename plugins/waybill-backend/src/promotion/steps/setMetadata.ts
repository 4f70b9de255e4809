import { NotFoundError } from '@backstage/errors';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import {
  MetadataUpdate,
  StepDefinition,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';

/** What is written down is read with every look at a pipeline, so that it must stay small. */
const MAX_LENGTH = 65_536;
const MAX_KEY_LENGTH = 255;

const update = z.strictObject({
  kind: z.enum(['Stage', 'Freight']),
  name: z.string().min(1),
  values: z
    .record(z.string().min(1).max(MAX_KEY_LENGTH), z.json())
    .refine(
      values => Object.keys(values).length > 0,
      'at least one value is needed',
    ),
});

const schema = z.strictObject({
  updates: z
    .array(update)
    .min(1)
    .refine(
      updates => JSON.stringify(updates).length <= MAX_LENGTH,
      `values of all updates may have at most ${MAX_LENGTH} characters as JSON`,
    ),
});

/**
 * Writes values down about Stages and Freight, for later promotions to read with `stageMetadata` and `freightMetadata`.
 *
 * @remarks The same again changes nothing, so that a crash anywhere is met by doing it again.
 */
export const setMetadata: StepDefinition<{ updates: MetadataUpdate[] }> = {
  id: 'set-metadata',
  kind: 'outside',
  usesWorkspace: false,
  schema: schema as z.ZodType<{ updates: MetadataUpdate[] }>,
  async plan(_context, { updates }) {
    return {
      summary: `write metadata of ${named(updates)}`,
      effects: updates.map(({ kind, name, values }) => ({
        type: 'set-metadata',
        kind,
        name,
        values,
      })) as JsonObject[],
    };
  },
  async run({ metadata, signal }, { updates }) {
    try {
      await metadata.update(updates, signal);
    } catch (error) {
      throw error instanceof NotFoundError
        ? new StepFailure(error.message)
        : error;
    }
    return {
      status: 'Succeeded',
      message: `Wrote metadata of ${named(updates)}`,
    };
  },
};

function named(updates: MetadataUpdate[]): string {
  return [...new Set(updates.map(({ kind, name }) => `${kind} ${name}`))].join(
    ', ',
  );
}
