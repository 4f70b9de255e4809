import { HealthStatus } from '../model/Health';
import { StageState } from '../model/StageState';

/**
 * The health of what a Stage runs now; undefined while it was not looked at since the last Promotion ended.
 *
 * @remarks No health check registered counts as Healthy. An answer from before the end of the last Promotion
 * (`healthAt`) speaks of what ran then: it must neither verify what runs now nor let the next Promotion past it.
 * @public
 */
export function currentHealth(
  state: Pick<
    StageState,
    'health' | 'healthAt' | 'healthChecks' | 'lastPromotion'
  >,
): HealthStatus | undefined {
  if (state.healthChecks.length === 0) {
    return 'Healthy';
  }
  const ended = Date.parse(state.lastPromotion?.finishedAt ?? '');
  const looked = Date.parse(state.healthAt ?? '');
  return Number.isNaN(ended) || looked >= ended
    ? state.health.status
    : undefined;
}
