import { Application } from '@waybill/backstage-plugin-waybill-node';

/** Name under which the correlation id stands in `operation.info`. */
export const CORRELATION_INFO = 'Waybill-Promotion';

/** How far the operation is that a step asked for. */
export interface OperationVerdict {
  /**
   * `absent`: our operation is not there and nothing runs; `foreign`: another operation is in progress; `wrongRevision`: ours
   * succeeded, but not with the revisions that were wanted.
   */
  type:
    | 'absent'
    | 'running'
    | 'foreign'
    | 'succeeded'
    | 'failed'
    | 'wrongRevision';
  /** One sentence for a person. */
  message: string;
}

type Operation = NonNullable<Application['operation']>;

const ERROR_CONDITIONS = ['ComparisonError', 'InvalidSpecError'];

/**
 * "Is my sync done?": the one of the two questions to Argo CD that a step asks. Whether the Stage is healthy is another.
 *
 * @remarks Done only if no operation is pending, the last one is ours and has ended well, each source that has a wanted
 * revision got exactly that one, and Argo CD could compare at all. A retried attempt shows Running with `finishedAt` set.
 */
export function operationVerdict(
  app: Application,
  options: {
    correlationId: string;
    desired: { index: number; revision: string }[];
  },
): OperationVerdict {
  const name = app.metadata.name;
  const isOurs = (operation: Operation | undefined) =>
    operation?.info?.some(
      info =>
        info.name === CORRELATION_INFO && info.value === options.correlationId,
    ) ?? false;

  if (app.operation) {
    return isOurs(app.operation)
      ? {
          type: 'running',
          message: `Argo CD has not yet picked up the sync of "${name}"`,
        }
      : foreign(name, app.operation);
  }

  const state = app.status?.operationState;
  if (!state) {
    return {
      type: 'absent',
      message: `"${name}" has not been synced by this promotion`,
    };
  }
  const ended =
    state.phase === 'Succeeded' ||
    state.phase === 'Failed' ||
    state.phase === 'Error';
  if (!isOurs(state.operation)) {
    return ended
      ? {
          type: 'absent',
          message: `The last operation on "${name}" is not this promotion's`,
        }
      : foreign(name, state.operation);
  }
  if (!ended || !state.finishedAt) {
    return {
      type: 'running',
      message: `Argo CD is syncing "${name}"${detail(state.message)}`,
    };
  }
  if (state.phase !== 'Succeeded') {
    return {
      type: 'failed',
      message: `The sync of "${name}" ended ${state.phase}${detail(
        state.message,
      )}`,
    };
  }

  // When manifests cannot be generated the revision can be wrong as well, so this comes before the comparison.
  const broken = app.status?.conditions?.find(condition =>
    ERROR_CONDITIONS.includes(condition.type),
  );
  if (broken) {
    return {
      type: 'running',
      message: `"${name}" was synced, but Argo CD reports ${
        broken.type
      }${detail(broken.message)}`,
    };
  }

  for (const wanted of options.desired) {
    const found = syncedRevision(app, wanted.index);
    if (found !== wanted.revision) {
      return {
        type: 'wrongRevision',
        message: `"${name}" was synced to ${
          found ?? 'an unknown revision'
        } instead of ${wanted.revision} (source ${wanted.index})`,
      };
    }
  }
  return { type: 'succeeded', message: `Argo CD has synced "${name}"` };
}

function syncedRevision(app: Application, index: number): string | undefined {
  const result = app.status?.operationState?.syncResult;
  if (app.spec.sources?.length) {
    return result?.revisions?.[index];
  }
  return index === 0 ? result?.revision : undefined;
}

function foreign(
  name: string,
  operation: Operation | undefined,
): OperationVerdict {
  const who = operation?.initiatedBy?.automated
    ? 'Argo CD itself'
    : operation?.initiatedBy?.username;
  return {
    type: 'foreign',
    message: `Another operation${
      who ? ` by ${who}` : ''
    } is in progress on "${name}"`,
  };
}

function detail(message: string | undefined): string {
  return message ? `: ${message.slice(0, 500)}` : '';
}
