import { ConfigReader } from '@backstage/config';
import { LoggerService } from '@backstage/backend-plugin-api';
import createKnex, { Knex } from 'knex';
import { createPromotionRunner } from '../../promotion/createPromotionRunner';
import { createEngine, Engine } from '../createEngine';
import { readEngineConfig } from '../readEngineConfig';
import { systemIds } from '../systemIds';
import { FakeWorld } from '../testing/FakeWorld';
import { StressRemote } from './StressRemote';

/** One of several replicas, with connections of its own. */
interface Replica {
  engine: Engine;
  knex: Knex;
}

/** Engines that work on one PostgreSQL, and what can happen to them. */
export class StressFleet {
  readonly #database: Knex;
  readonly #world: FakeWorld;
  readonly #remote: StressRemote;
  readonly #left: Replica[] = [];
  readonly replicas: Replica[] = [];
  /** What they have logged about the database's locks. */
  readonly deadlocks: string[] = [];

  constructor(database: Knex, world: FakeWorld, remote: StressRemote) {
    this.#database = database;
    this.#world = world;
    this.#remote = remote;
  }

  async start(): Promise<void> {
    const { connection } = this.#database.client.config;
    const knex = createKnex({
      client: 'pg',
      connection,
      pool: { min: 0, max: 6, acquireTimeoutMillis: 5_000 },
      log: { warn() {}, error() {}, deprecate() {}, debug() {} },
    });
    const logger = this.#logger();
    const engine = createEngine({
      knex,
      ports: {
        ...this.#world.ports(),
        runner: createPromotionRunner({
          steps: [this.#remote.step],
          author: { name: 'Waybill', email: 'waybill@example.com' },
          logger,
        }),
      },
      config: {
        ...readEngineConfig(new ConfigReader({})),
        catalogIntervalSeconds: 1,
        definitionIntervalSeconds: 1,
        minWarehouseIntervalSeconds: 1,
        maxWarehouseIntervalSeconds: 1,
        stageIntervalSeconds: 1,
        busyStageIntervalSeconds: 0.2,
        // Short, so that killed replicas are followed soon; a turn on a slow disk takes a second.
        leaseSeconds: 2,
        pollSeconds: 0.1,
      },
      logger,
      ids: systemIds(),
    });
    this.replicas.push({ engine, knex });
    await engine.start();
  }

  /** As `kill -9` looks from the database: its connections are gone, and what it held is held until its leases end. */
  async kill(index: number): Promise<void> {
    const [replica] = this.replicas.splice(index, 1);
    this.#left.push(replica);
    await replica.knex.destroy();
  }

  /** Ends connections in the middle of whatever they are doing. */
  async dropConnections(share: number): Promise<void> {
    await this.#database.raw(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < ?`,
      [share],
    );
  }

  async stop(): Promise<void> {
    await Promise.all(
      [...this.#left, ...this.replicas].map(async ({ engine, knex }) => {
        await engine.stop().catch(() => undefined);
        await knex.destroy();
      }),
    );
  }

  #logger(): LoggerService {
    const look = (message: string) => {
      if (/deadlock/i.test(message)) this.deadlocks.push(message);
    };
    const logger: LoggerService = {
      debug: () => {},
      info: () => {},
      warn: look,
      error: look,
      child: () => logger,
    };
    return logger;
  }
}
