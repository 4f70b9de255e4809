import { Application } from '@waybill/backstage-plugin-waybill-node';

/** What can be waited for. */
export const WAIT_FOR = [
  'health',
  'sync',
  'operation',
  'suspended',
  'degraded',
] as const;

/** @see WAIT_FOR */
export type WaitFor = (typeof WAIT_FOR)[number];

/** How far an Application is from what is waited for. */
export type Readiness =
  | { status: 'ready' }
  | { status: 'waiting'; message: string; stale?: boolean }
  /** It will not get there. */
  | { status: 'failed'; message: string };

const HEALTH: Partial<Record<WaitFor, string>> = {
  health: 'Healthy',
  suspended: 'Suspended',
  degraded: 'Degraded',
};
const ERROR_CONDITIONS = ['ComparisonError', 'InvalidSpecError'];
/** From these an Application may still come up; from all others becoming Degraded is a step back. */
const NOT_WORSE = ['', 'Unknown', 'Degraded'];

/**
 * Whether an Application is where a step waits for it to be. Of `health`, `suspended` and `degraded` one is enough; `sync` and
 * `operation` must hold as well where they are asked for.
 *
 * @remarks Health is believed only if it was looked at after the last operation ended, as Kargo waits ten seconds for that.
 * @param healthBefore - the health of the look before; undefined: the first look
 */
export function argocdReadiness(
  application: Application,
  waitFor: readonly WaitFor[],
  healthBefore: string | undefined,
): Readiness {
  const { metadata, operation, status = {} } = application;
  const { operationState } = status;
  const name = `"${metadata.name}"`;
  const health = status.health?.status ?? '';
  const waiting = (message: string, stale = false): Readiness => ({
    status: 'waiting',
    message: `${name} ${message}`,
    ...(stale && { stale }),
  });

  const broken = (status.conditions ?? []).filter(({ type }) =>
    ERROR_CONDITIONS.includes(type),
  );
  if (broken.length > 0) {
    return {
      status: 'failed',
      message: broken
        .map(({ type, message }) => `${name} reports ${type}: ${message}`)
        .join('; '),
    };
  }
  if (
    waitFor.includes('operation') &&
    (operation || (operationState && !operationState.finishedAt))
  ) {
    return waiting('has an operation in progress');
  }

  const wanted = waitFor.flatMap(condition => HEALTH[condition] ?? []);
  if (wanted.length > 0) {
    const finishedAt = operationState?.finishedAt;
    const { reconciledAt } = status;
    if (
      finishedAt &&
      (!reconciledAt || Date.parse(reconciledAt) < Date.parse(finishedAt))
    ) {
      return waiting(
        'has not been compared since its last operation ended',
        true,
      );
    }
    if (
      waitFor.includes('health') &&
      !waitFor.includes('degraded') &&
      health === 'Degraded' &&
      !NOT_WORSE.includes(healthBefore ?? '')
    ) {
      return {
        status: 'failed',
        message: `${name} was ${healthBefore} and is Degraded now${
          status.health?.message ? `: ${status.health.message}` : ''
        }`,
      };
    }
    if (!wanted.includes(health)) {
      return waiting(
        `is ${health || 'without health yet'}, not ${wanted.join(' or ')}`,
      );
    }
  }
  if (waitFor.includes('sync') && status.sync?.status !== 'Synced') {
    return waiting(
      `is ${status.sync?.status ?? 'not compared yet'}, not Synced`,
    );
  }
  return { status: 'ready' };
}
