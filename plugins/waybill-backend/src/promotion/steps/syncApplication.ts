import { ConflictError } from '@backstage/errors';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import {
  Application,
  ApplicationRef,
  StepContext,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';
import { operationVerdict } from '../../argo/operationVerdict';
import { ArgocdSourceUpdate } from './argocdConfig';
import { decideWrongRevision } from './decideWrongRevision';
import { lookAtWrongRevision } from './lookAtWrongRevision';
import { SourceUpdates, updateSources } from './updateSources';

const SYNCING_SECONDS = 5;
const FOREIGN_SECONDS = 10;
const CONFLICT_SECONDS = 2;

export type SyncLook =
  | { status: 'done'; desired: SourceUpdates['desired'] }
  | { status: 'waiting'; message: string; retryAfterSeconds: number };

/** One look at one Application: is our sync done, and if nothing of ours is there, start it. */
export async function syncApplication(
  context: StepContext,
  ref: ApplicationRef,
  sources: readonly ArgocdSourceUpdate[],
): Promise<SyncLook> {
  const application = await context.argo.get(ref, context.signal);
  if (!application) {
    throw new StepFailure(
      `There is no Argo CD Application "${ref.name}" in namespace "${
        ref.namespace
      }"${ref.instance ? ` of ${ref.instance}` : ''}`,
    );
  }
  const updates = updateSources(application, sources);
  const correlationId = `${context.promotion.id}/${context.alias}`;
  const verdict = operationVerdict(application, {
    correlationId,
    desired: updates.desired,
  });
  switch (verdict.type) {
    case 'succeeded':
      return { status: 'done', desired: updates.desired };
    case 'running':
      return waiting(verdict.message, SYNCING_SECONDS);
    case 'foreign':
      return waiting(verdict.message, FOREIGN_SECONDS);
    case 'failed':
      await retryOrFail(context, ref, application, verdict.message);
      break;
    case 'wrongRevision': {
      const decision = decideWrongRevision(
        ref.name,
        await lookAtWrongRevision(context, application, updates),
      );
      if (decision.type === 'reached') {
        return { status: 'done', desired: updates.desired };
      }
      if (decision.type === 'lost') {
        throw new StepFailure(decision.message);
      }
      if (!(await isFresh(context, ref, application))) {
        return waiting(`${verdict.message}; refreshing it`, SYNCING_SECONDS);
      }
      break;
    }
    default:
  }
  return start(context, ref, application, updates, correlationId);
}

async function start(
  context: StepContext,
  ref: ApplicationRef,
  application: Application,
  updates: SourceUpdates,
  correlationId: string,
): Promise<SyncLook> {
  const { promotion, signal } = context;
  const started = waiting(`Argo CD is syncing "${ref.name}"`, SYNCING_SECONDS);
  await noteApp(context, ref, {
    asked: context.now.toISOString(),
    refreshed: null,
  });
  try {
    await context.argo.sync(
      ref,
      application,
      {
        sources: updates.sources,
        correlationId,
        automated: promotion.actor.type === 'policy',
        reason: `${promotion.rollback ? 'Roll back' : 'Promotion'} ${
          promotion.id
        } to ${promotion.stage}`,
      },
      signal,
    );
    return started;
  } catch (error) {
    if (error instanceof ConflictError) {
      return waiting(
        `"${ref.name}" was changed by somebody else meanwhile; looking again`,
        CONFLICT_SECONDS,
      );
    }
    if (signal.aborted) {
      throw error;
    }
    // The answer may be what was lost, not the sync.
    const now = await context.argo.get(ref, signal).catch(() => undefined);
    const verdict =
      now && operationVerdict(now, { correlationId, desired: [] }).type;
    if (verdict && verdict !== 'absent' && verdict !== 'foreign') {
      return started;
    }
    throw error;
  }
}

/** A failed operation is an error; a retry of the step means another operation, not the same answer again. */
async function retryOrFail(
  context: StepContext,
  ref: ApplicationRef,
  application: Application,
  message: string,
): Promise<void> {
  const finishedAt = application.status?.operationState?.finishedAt ?? '';
  if (readApp(context, ref).failed !== finishedAt) {
    await noteApp(context, ref, { failed: finishedAt });
    throw new Error(message);
  }
}

/** A refresh that is asked for can be swallowed, so it is asked for until Argo CD has compared after it. */
async function isFresh(
  context: StepContext,
  ref: ApplicationRef,
  application: Application,
): Promise<boolean> {
  const { refreshed } = readApp(context, ref);
  const comparedAt = application.status?.reconciledAt;
  if (
    typeof refreshed === 'string' &&
    comparedAt &&
    Date.parse(comparedAt) >= Date.parse(refreshed)
  ) {
    return true;
  }
  if (typeof refreshed !== 'string') {
    await noteApp(context, ref, { refreshed: context.now.toISOString() });
  }
  await context.argo.refresh(ref, 'hard', context.signal);
  return false;
}

/** What is noted of one Application, under its name. */
function readApp(context: StepContext, ref: ApplicationRef): JsonObject {
  const noted = context.record.value[keyOf(ref)];
  return noted && typeof noted === 'object' && !Array.isArray(noted)
    ? noted
    : {};
}

async function noteApp(
  context: StepContext,
  ref: ApplicationRef,
  patch: JsonObject,
): Promise<void> {
  await context.record.note({
    [keyOf(ref)]: { ...readApp(context, ref), ...patch },
  });
}

function keyOf(ref: ApplicationRef): string {
  return `application:${ref.namespace}/${ref.name}`;
}

function waiting(message: string, retryAfterSeconds: number): SyncLook {
  return { status: 'waiting', message, retryAfterSeconds };
}
