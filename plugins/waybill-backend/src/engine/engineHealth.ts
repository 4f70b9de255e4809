import { HealthView } from '@waybill/backstage-plugin-waybill-common';
import { oldestDueSeconds } from '../store/operations/workItems/oldestDueSeconds';
import { WorkItemLoop } from './createWorkItemLoop';
import { EngineContext } from './EngineContext';

/**
 * Whether work gets done: for how long the oldest due item has been waiting, at whatever replica, and when each loop
 * of this one last turned.
 */
export async function engineHealth(
  context: EngineContext,
  loops: WorkItemLoop[],
): Promise<HealthView> {
  const { knex, clock, config } = context;
  const oldest = await oldestDueSeconds(knex, { now: await clock.now(knex) });
  const turns = loops.map(loop => {
    const { turnedAt, failures } = loop.status();
    return {
      name: loop.kind,
      secondsSinceTurn: (clock.elapsed() - turnedAt) / 1000,
      failures,
    };
  });
  const overdue =
    oldest > config.overdueSeconds ||
    turns.some(loop => loop.secondsSinceTurn > config.overdueSeconds);
  return {
    status: overdue ? 'overdue' : 'ok',
    oldestDueSeconds: oldest,
    loops: turns,
  };
}
