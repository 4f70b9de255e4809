import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { Knex } from 'knex';
import { claimWorkItems } from '../../store/operations/workItems/claimWorkItems';
import { completeWorkItem } from '../../store/operations/workItems/completeWorkItem';
import { pokeWorkItems } from '../../store/operations/workItems/pokeWorkItems';
import { WorkItemKey } from '../../store/WorkItem';
import { EngineConfig } from '../EngineConfig';
import { EngineContext } from '../EngineContext';
import { Handler, WorkOutcome } from '../Handler';
import { readEngineConfig } from '../readEngineConfig';
import { systemClock } from '../../store/systemClock';
import { systemIds } from '../systemIds';
import { FakeWorld } from './FakeWorld';

/** What handlers get, without loops. */
export function testContext(
  knex: Knex,
  world: FakeWorld,
  config: Partial<EngineConfig> = {},
): EngineContext {
  return {
    knex,
    ports: world.ports(),
    config: { ...readEngineConfig(new ConfigReader({})), ...config },
    ids: systemIds(),
    clock: systemClock,
    logger: mockServices.rootLogger({ level: 'none' }),
    wake: () => {},
  };
}

/** Has a handler take one turn of a work item that is due now, and puts down how it went. */
export async function takeTurn(
  context: EngineContext,
  handler: Handler,
  key: WorkItemKey,
): Promise<WorkOutcome> {
  const { knex, clock, ids } = context;
  const at = await clock.now(knex);
  await pokeWorkItems(knex, { items: [key], at });
  const claimed = await knex.transaction(tx =>
    claimWorkItems(tx, {
      kind: key.kind,
      limit: 100,
      token: ids.uuid(),
      worker: 'test',
      leaseMs: 30_000,
      now: at,
    }),
  );
  const item = claimed.find(
    it => it.name === key.name && it.pipelineId === key.pipelineId,
  );
  if (!item) {
    throw new Error(`Expected ${JSON.stringify(key)} to be due`);
  }
  const outcome = await handler({
    item,
    context,
    signal: new AbortController().signal,
    confirmClaim: async () => {},
    logger: context.logger,
  });
  await completeWorkItem(knex, {
    claim: item,
    next: outcome.afterSeconds === undefined ? undefined : at,
    memory: outcome.memory,
    now: at,
  });
  return outcome;
}
