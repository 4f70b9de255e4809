import { Application, OperationState } from '../Application';
import { ControllerContext } from './ControllerContext';
import { foreignOperation, INTRUDER } from './foreignOperation';
import { parseDuration } from './parseDuration';
import { syncApplication, SyncOutcome } from './syncApplication';

const DEFAULT_HISTORY_LIMIT = 10;

/**
 * Carries out the Application's operation to its end, retries included. Whatever is written in `operation` meanwhile is
 * lost at the end, as in Argo CD.
 */
export async function runOperation(
  context: ControllerContext,
  application: Application,
): Promise<void> {
  const { namespace = '', name } = application.metadata;
  const update = (change: (application: Application) => void) =>
    context.update(namespace, name, change);

  const record = (recorded: OperationState) => {
    update(latest => setState(latest, recorded));
    return recorded;
  };

  let state = record(begin(context, application));
  if (
    state.operation.initiatedBy?.username !== INTRUDER &&
    context.faults.take('foreign-operation', name)
  ) {
    await context.sleep(context.delays.sync / 3);
    state = begin(context, {
      ...application,
      operation: foreignOperation(),
      status: undefined,
    });
    update(latest => {
      latest.operation = state.operation;
      setState(latest, state);
    });
  }

  for (;;) {
    if (state.finishedAt) {
      await context.sleep(
        Date.parse(state.finishedAt) + backoffMs(state) - context.now(),
      );
      const { finishedAt: _, ...rest } = state;
      state = record({ ...rest, message: 'waiting for completion of sync' });
    }
    await context.sleep(context.delays.sync);
    const latest = context.get(namespace, name);
    if (!latest) {
      return;
    }
    const outcome =
      latest.status?.operationState?.phase === 'Terminating'
        ? { phase: 'Failed' as const, message: 'Operation terminated' }
        : await syncApplication(context, latest, state.operation);
    state = end(context, state, outcome);
    if (state.phase !== 'Running') {
      break;
    }
    record(state);
  }
  const ended = state;
  update(latest => {
    setState(latest, ended);
    delete latest.operation;
    if (ended.phase === 'Succeeded' && !ended.operation.sync?.dryRun) {
      addHistory(latest, ended);
    }
  });
}

function begin(
  context: ControllerContext,
  { operation = {}, status }: Application,
): OperationState {
  const interrupted = status?.operationState;
  return interrupted && ['Running', 'Terminating'].includes(interrupted.phase)
    ? interrupted
    : {
        operation,
        phase: 'Running',
        message: 'waiting for completion of sync',
        startedAt: context.timestamp(),
      };
}

/** A failed attempt with retries left stays Running, with the time it failed. */
function end(
  context: ControllerContext,
  state: OperationState,
  outcome: SyncOutcome,
): OperationState {
  const { limit = 0 } = state.operation.retry ?? {};
  const tried = state.retryCount ?? 0;
  const finished = { ...state, ...outcome, finishedAt: context.timestamp() };
  const failed = outcome.phase !== 'Succeeded';
  const terminated = outcome.message === 'Operation terminated';
  if (!failed || terminated || (limit >= 0 && tried >= limit)) {
    return finished;
  }
  const retrying: OperationState = {
    ...finished,
    phase: 'Running',
    retryCount: tried + 1,
  };
  const at = new Date(context.now() + backoffMs(retrying));
  retrying.message = `${outcome.message}. Retrying attempt #${tried + 1} at ${at
    .toISOString()
    .slice(11, 16)}.`;
  return retrying;
}

function backoffMs({ operation, retryCount = 1 }: OperationState): number {
  const { duration, factor = 2, maxDuration } = operation.retry?.backoff ?? {};
  const first = parseDuration(duration ?? '5s');
  const wait = first * factor ** (retryCount - 1);
  return Math.min(wait, parseDuration(maxDuration ?? '3m'));
}

function setState(application: Application, state: OperationState): void {
  application.status = { ...application.status, operationState: state };
}

function addHistory(application: Application, state: OperationState): void {
  const { spec, status = {} } = application;
  const history = status.history ?? [];
  const { revision, revisions, source, sources } = state.syncResult!;
  history.push({
    id: (history[history.length - 1]?.id ?? -1) + 1,
    ...(revisions ? { revisions } : { revision }),
    source,
    sources,
    deployStartedAt: state.startedAt,
    deployedAt: state.finishedAt!,
    initiatedBy: state.operation.initiatedBy ?? {},
  });
  const limit = spec.revisionHistoryLimit ?? DEFAULT_HISTORY_LIMIT;
  status.history = limit === 0 ? [] : history.slice(-limit);
  application.status = status;
}
