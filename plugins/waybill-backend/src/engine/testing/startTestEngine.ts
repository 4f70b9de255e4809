import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { Knex } from 'knex';
import { createEngine, Engine } from '../createEngine';
import { EngineConfig } from '../EngineConfig';
import { readEngineConfig } from '../readEngineConfig';
import { systemIds } from '../systemIds';
import { FakeWorld } from './FakeWorld';

/** An engine with short intervals on a real database and a fake world. */
export async function startTestEngine(
  knex: Knex,
  world: FakeWorld,
  overrides: Partial<EngineConfig> = {},
): Promise<Engine> {
  const engine = createEngine({
    knex,
    ports: world.ports(),
    config: {
      ...readEngineConfig(new ConfigReader({})),
      catalogIntervalSeconds: 0.2,
      definitionIntervalSeconds: 0.2,
      minWarehouseIntervalSeconds: 0.2,
      maxWarehouseIntervalSeconds: 0.2,
      stageIntervalSeconds: 0.3,
      busyStageIntervalSeconds: 0.1,
      pollSeconds: 0.05,
      ...overrides,
    },
    logger: mockServices.rootLogger({ level: 'none' }),
    ids: systemIds(),
  });
  await engine.start();
  return engine;
}

/** Asks again until the answer is true, and says what was expected when it never is. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  seconds = 15,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`Expected within ${seconds} s: ${what}`);
    }
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}
