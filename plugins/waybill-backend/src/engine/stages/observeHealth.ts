import { toError } from '@backstage/errors';
import {
  Health,
  StageState,
  SyncStatus,
} from '@waybill/backstage-plugin-waybill-common';
import { EngineContext } from '../EngineContext';
import { findStage } from './findStage';
import { identityOf } from './identityOf';

/** How long a look at the health of a Stage may take, in milliseconds. */
const LOOK_TIMEOUT_MS = 30_000;

/** What a look at a Stage's health brought. */
export interface HealthObservation {
  health: Health;
  /** What is true instead while a Promotion runs on the Stage; absent: the same. */
  whilePromoting?: Health;
  sync: { status: SyncStatus };
  lookAgainAfterSeconds?: number;
}

/**
 * Looks at the health of what a Stage runs, outside of any transaction. A Stage that runs nothing has none; one without
 * health checks is Healthy at once; a look that fails says so. After a Promotion that did not succeed it is still that of what the last
 * successful one brought.
 */
export async function observeHealth(
  context: EngineContext,
  options: {
    pipelineId: string;
    stage: string;
    state: StageState;
    now: Date;
    signal: AbortSignal;
  },
): Promise<HealthObservation> {
  const { state, now, signal } = options;
  if (state.current.length === 0) {
    return {
      health: { status: 'NotApplicable', issues: [] },
      sync: { status: 'NotApplicable' },
    };
  }
  return state.healthChecks.length === 0
    ? {
        health: { status: 'Healthy', issues: [] },
        sync: { status: 'NotApplicable' },
      }
    : look();

  async function look(): Promise<HealthObservation> {
    const defined = await findStage(context.knex, options);
    if (!defined) {
      return {
        health: { status: 'Unknown', issues: ['It is no longer defined'] },
        sync: { status: 'Unknown' },
      };
    }
    const { pipeline, stage } = defined;
    const over = new AbortController();
    const late = new AbortController();
    context.clock.sleep(LOOK_TIMEOUT_MS, over.signal).then(() => {
      if (!over.signal.aborted) {
        late.abort(new Error(`No answer within ${LOOK_TIMEOUT_MS / 1000} s`));
      }
    });
    try {
      const { argo, git } = context.ports.authority.portsFor(
        identityOf(pipeline),
        stage.name,
      );
      const found = await context.ports.stageHealth.look({
        checks: state.healthChecks,
        instance: stage.shard,
        ports: { argo, git },
        now,
        signal: AbortSignal.any([signal, late.signal]),
      });
      return { ...found, sync: { status: found.sync } };
    } catch (error) {
      signal.throwIfAborted();
      return {
        health: {
          status: 'Unknown',
          issues: [`The health cannot be seen: ${toError(error).message}`],
        },
        sync: { status: 'Unknown' },
      };
    } finally {
      over.abort();
    }
  }
}
