import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  JsonObject,
  JsonValue,
} from '@waybill/backstage-plugin-waybill-common';
import {
  RegisteredAction,
  StepContext,
  StepDefinition,
  StepResult,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';

const schema = z.strictObject({
  action: z.string().min(1),
  input: z.record(z.string(), z.json()).optional(),
});

type Config = z.infer<typeof schema>;

/**
 * Runs an action that another plugin offers in Backstage's actions registry.
 *
 * @remarks It is noted before it is run. One whose answer was lost is run again if it says that it may be; else that is an error, and it is run again
 * only where the manifest asks for more attempts.
 */
export const scaffolder: StepDefinition<Config> = {
  id: 'scaffolder',
  kind: 'outside',
  usesWorkspace: false,
  schema,
  async plan(context, { action, input = {} }) {
    const { title, readOnly } = await findAction(context, action);
    return {
      summary: `run ${action} (${title})`,
      effects: readOnly
        ? []
        : [{ type: 'scaffolder', action, input: input as JsonObject }],
      unknowns: ['output'],
    };
  },
  async run(context, { action, input = {} }) {
    const { record, actions, signal, attempt } = context;
    const { isRunning, result } = record.value;
    if (result !== undefined && result !== null) {
      return done(action, result);
    }
    const { idempotent, readOnly } = await findAction(context, action);
    // Until the error is put down it is the same try, however often the process ends.
    const isCutShort = isRunning && record.value.attempt === attempt;
    if (isCutShort && !idempotent && !readOnly) {
      throw new Error(
        `Whether ${action} has run is not known, so it is not repeated unless retry.errorThreshold says so: the backend stopped before it answered`,
      );
    }
    await record.note({ isRunning: true, attempt });
    let output: JsonValue;
    try {
      output = await actions.invoke({
        id: action,
        input: input as JsonObject,
        signal,
      });
    } catch (error) {
      signal.throwIfAborted();
      // An outage is sat out with five attempts; this is not for that.
      throw error instanceof ServiceUnavailableError && !idempotent && !readOnly
        ? new Error(error.message)
        : error;
    }
    await record.note({ isRunning: false, result: { output } });
    return done(action, { output });
  },
};

async function findAction(
  { actions }: StepContext,
  id: string,
): Promise<RegisteredAction> {
  const found = await actions.find(id);
  if (!found) {
    throw new NotFoundError(
      `There is no action ${id}; the plugin that offers it has to be in backend.actions.pluginSources`,
    );
  }
  return found;
}

function done(action: string, result: JsonValue): StepResult {
  const { output } = Object(result) as { output: JsonValue };
  return {
    status: 'Succeeded',
    message: `${action} has run`,
    output: { output },
  };
}
