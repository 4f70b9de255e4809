import { InputError, NotFoundError } from '@backstage/errors';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import {
  ApplicationRef,
  StepContext,
  StepDefinition,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { applicationTarget, namesOneWay } from './applicationTarget';
import {
  argocdReadiness,
  Readiness,
  WAIT_FOR,
  WaitFor,
} from './argocdReadiness';
import { chosenApplications } from './chosenApplications';

const DEFAULT_TIMEOUT_SECONDS = 300;
/** A change of the Application wakes the promotion earlier. */
const POLL_SECONDS = 10;
const DEFAULT_WAIT_FOR: readonly WaitFor[] = ['health', 'sync', 'operation'];

const schema = z.strictObject({
  apps: z
    .array(
      z
        .strictObject({
          ...applicationTarget,
          waitFor: z
            .array(z.enum(WAIT_FOR))
            .min(1)
            .refine(
              list => new Set(list).size === list.length,
              'holds something twice',
            )
            .optional(),
        })
        .refine(...namesOneWay),
    )
    .min(1),
});

/**
 * Waits until Argo CD Applications are healthy, synced, or whatever else is asked for; changes nothing. Each look that finds one
 * broken, or fallen back to Degraded, ends the step.
 */
export const argocdWait: StepDefinition<z.infer<typeof schema>> = {
  id: 'argocd-wait',
  kind: 'outside',
  usesWorkspace: false,
  defaultTimeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
  schema,
  async plan(context, { apps }) {
    const refs = await Promise.all(
      apps.map(app => chosenApplications(context, app, { note: false })),
    );
    const names = refs.flat().map(({ name }) => name);
    return { summary: `wait for ${names.join(', ')}`, effects: [] };
  },
  async run(context, { apps }) {
    const looks: Readiness[] = [];
    const healthStatus = readHealth(context);
    const refs: ApplicationRef[] = [];
    for (const app of apps) {
      for (const ref of await chosenApplications(context, app, {
        note: true,
      })) {
        refs.push(ref);
        looks.push(
          await lookAt(
            context,
            ref,
            app.waitFor ?? DEFAULT_WAIT_FOR,
            healthStatus,
          ),
        );
      }
    }
    // By their names, so that a change of one wakes the promotion.
    await context.record.note({
      healthStatus,
      applications: refs.map(({ name }) => name),
    });
    const output: JsonObject = {
      apps: refs.map(ref => ({ ...ref })),
      healthStatus,
    };
    const messages = looks.flatMap(look =>
      look.status === 'ready' ? [] : [look.message],
    );
    if (looks.some(look => look.status === 'failed')) {
      // Errored, as in Kargo, and at once: another attempt would say the same.
      throw new InputError(messages.join('; '));
    }
    if (messages.length > 0) {
      return {
        status: 'Running',
        message: messages.join('; '),
        retryAfterSeconds: POLL_SECONDS,
        output,
      };
    }
    return {
      status: 'Succeeded',
      message: `${refs.map(({ name }) => name).join(', ')}: as waited for`,
      output,
    };
  },
};

/** @param healthStatus - of the look before, by namespace and name; gets that of this one */
async function lookAt(
  { argo, signal }: StepContext,
  ref: ApplicationRef,
  waitFor: readonly WaitFor[],
  healthStatus: JsonObject,
): Promise<Readiness> {
  const application = await argo.get(ref, signal);
  if (!application) {
    throw new NotFoundError(
      `There is no Argo CD Application "${ref.name}" in namespace "${ref.namespace}"`,
    );
  }
  const key = `${ref.namespace}/${ref.name}`;
  const before = healthStatus[key];
  const look = argocdReadiness(
    application,
    waitFor,
    typeof before === 'string' ? before : undefined,
  );
  const stale = look.status === 'waiting' && look.stale;
  if (stale) {
    await argo.refresh(ref, 'hard', signal);
  } else {
    healthStatus[key] = application.status?.health?.status ?? '';
  }
  return look;
}

function readHealth({ record }: StepContext): JsonObject {
  const noted = record.value.healthStatus;
  return noted && typeof noted === 'object' && !Array.isArray(noted)
    ? { ...noted }
    : {};
}
