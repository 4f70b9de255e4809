import { Health, SyncStatus } from '@waybill/backstage-plugin-waybill-common';
import { Application } from '@waybill/backstage-plugin-waybill-node';
import { hasBegunSince } from './hasBegunSince';
import { isOlderThanOperation } from './isOlderThanOperation';
import { observedRevisions } from './observedRevisions';

/** Workloads that come up can be Degraded for a moment, by conditions of the version before. */
const DEGRADED_GRACE_SECONDS = 10;
/** Just after an operation workloads may be Healthy still, since their controllers have not looked yet (Kargo #41). */
const QUIET_SECONDS = 5;
/** Clocks may be apart by this much; what says to be later than that is not believed to be recent. */
const SKEW_SECONDS = 60;

const COMMIT_ID = /^([0-9a-f]{40}|[0-9a-f]{64})$/;
const ERROR_CONDITIONS = ['ComparisonError', 'InvalidSpecError'];

/** The revision that a source was promoted to. */
export interface DesiredRevision {
  index: number;
  revision: string;
}

export interface ApplicationHealth {
  health: Health;
  /** What is true instead while the Stage's own Promotion runs, which is what moves the Application; undefined: the same. */
  whilePromoting?: Health;
  sync: SyncStatus;
  /** The status is older than the last operation: a hard refresh is needed before it says anything. */
  stale: boolean;
  /** It will be another as time goes by alone; ask again soon. */
  settling: boolean;
}

/**
 * "Is the Stage healthy now?" for one Application; asked continuously, long after the step that synced it.
 *
 * @remarks Never asks whose the last operation was, since auto-sync replaces it, nor whether it is Synced: OutOfSync is
 * drift, not ill health. `contentUnchanged` tells of a source that is at another revision than desired whether what was
 * promoted is still in effect there.
 */
export function applicationHealth(
  application: Application | undefined,
  options: {
    name: string;
    namespace: string;
    desired: DesiredRevision[];
    contentUnchanged?: (index: number) => boolean;
    now: Date;
  },
): ApplicationHealth {
  const subject = `Argo CD Application "${options.name}" in namespace "${options.namespace}"`;
  const sync = syncStatus(application);
  const answer = (
    status: Health['status'],
    issues: string[],
    more: { stale?: boolean; settling?: boolean; moving?: string[] } = {},
  ): ApplicationHealth => ({
    health: { status, issues },
    ...(more.moving && {
      whilePromoting: { status: 'Progressing', issues: more.moving },
    }),
    sync,
    stale: more.stale ?? false,
    settling: more.settling ?? false,
  });

  if (!application) {
    return answer('Unknown', [`There is no ${subject}`]);
  }
  const { status = {}, operation } = application;
  const { operationState } = status;

  const syncing = `${subject} is syncing to ${revisionsOf(application)}`;
  if (isOlderThanOperation(application)) {
    return answer(
      'Unknown',
      [
        `${subject} has not been compared since its last operation ended; its health is not trusted yet`,
      ],
      { stale: true, moving: [syncing] },
    );
  }

  const broken = (status.conditions ?? []).filter(({ type }) =>
    ERROR_CONDITIONS.includes(type),
  );
  if (broken.length > 0) {
    return answer(
      'Unhealthy',
      broken.map(
        ({ type, message }) => `${subject} reports ${type}: ${message}`,
      ),
    );
  }

  if (options.desired.length > 0) {
    if (operation || isRunning(operationState)) {
      return answer('Unknown', [`${subject} is being synced`], {
        moving: [syncing],
      });
    }
    const missed: string[] = [];
    for (const { index, revision } of options.desired) {
      const source = sourcesOf(application)[index];
      const observed = observedRevisions(application)[index];
      if (!source || observed === undefined) {
        return answer('Unknown', [
          `${subject} has ${
            source ? 'no observed revision for' : 'no'
          } source ${index}, which should be at ${shortRevision(revision)}`,
        ]);
      }
      const reached =
        observed === revision || (options.contentUnchanged?.(index) ?? false);
      if (!reached) {
        missed.push(
          `Source ${index} (${
            source.repoURL
          }) of ${subject} is at ${shortRevision(
            observed,
          )}, not at ${shortRevision(revision)} as promoted`,
        );
      }
    }
    if (missed.length > 0) {
      return answer('Unhealthy', missed, {
        moving: [
          sync === 'Synced'
            ? `${subject} is at ${revisionsOf(
                application,
              )} by now, while a promotion runs`
            : syncing,
        ],
      });
    }
  } else if (hasBegunSince(application)) {
    return answer(
      'Unknown',
      [
        `${subject} is being synced and has not been compared since that began; its health is not trusted yet`,
      ],
      { moving: [syncing] },
    );
  }

  const { health = {} } = status;
  switch (health.status) {
    case 'Healthy': {
      const age = secondsSince(operationState?.finishedAt, options.now);
      return age < QUIET_SECONDS
        ? answer(
            'Progressing',
            [`${subject} was synced a moment ago; waiting for it to settle`],
            { settling: true },
          )
        : answer('Healthy', []);
    }
    case undefined:
    case '':
    case 'Progressing':
      return answer('Progressing', [`${subject} is progressing`]);
    case 'Suspended':
      return answer('Progressing', [
        `${subject} is suspended: it waits for a person or for time to pass`,
      ]);
    default: {
      const age = secondsSince(health.lastTransitionTime, options.now);
      return health.status === 'Degraded' && age < DEGRADED_GRACE_SECONDS
        ? answer('Progressing', [`${subject} has just become Degraded`], {
            settling: true,
          })
        : answer('Unhealthy', [
            `${subject} is ${health.status}${reasonsOf(application)}`,
          ]);
    }
  }
}

/** A failed attempt that will be retried has a finish time and is Running. */
function isRunning(
  state: NonNullable<Application['status']>['operationState'],
): boolean {
  return (
    !state?.finishedAt ||
    state.phase === 'Running' ||
    state.phase === 'Terminating'
  );
}

function sourcesOf({ spec }: Application) {
  return spec.sources?.length ? spec.sources : [spec.source];
}

/** Commit IDs as people write them; anything else as it is. */
function shortRevision(revision: string): string {
  return COMMIT_ID.test(revision) ? revision.slice(0, 7) : revision;
}

/** What it was compared with last, which is what it goes to. */
function revisionsOf(application: Application): string {
  const revisions = observedRevisions(application)
    .filter(Boolean)
    .map(shortRevision);
  return revisions.length > 0
    ? [...new Set(revisions)].join(' and ')
    : 'a revision that Argo CD does not name yet';
}

function syncStatus(application: Application | undefined): SyncStatus {
  const status = application?.status?.sync?.status;
  return status === 'Synced' || status === 'OutOfSync' ? status : 'Unknown';
}

/** Infinity where there is no time, or one that lies too far ahead to be right. */
function secondsSince(time: string | undefined, now: Date): number {
  const at = Date.parse(time ?? '');
  const seconds = (now.getTime() - at) / 1000;
  return Number.isNaN(at) || seconds < -SKEW_SECONDS ? Infinity : seconds;
}

/** What Argo CD says of the resources that are not well. */
function reasonsOf({ status }: Application): string {
  const reasons = (status?.resources ?? [])
    .filter(({ health }) =>
      ['Degraded', 'Missing', 'Unknown'].includes(health?.status ?? ''),
    )
    .slice(0, 3)
    .map(
      ({ kind, name, health }) =>
        `${kind} ${name} is ${health?.status}${
          health?.message ? ` (${health.message})` : ''
        }`,
    );
  const message = status?.health?.message;
  const all = message ? [message, ...reasons] : reasons;
  return all.length > 0 ? `: ${all.join('; ')}` : '';
}
