import { LoggerService } from '@backstage/backend-plugin-api';
import {
  createEngine,
  Engine,
} from '@waybill/backstage-plugin-waybill-backend/src/engine/createEngine';
import { EngineConfig } from '@waybill/backstage-plugin-waybill-backend/src/engine/EngineConfig';
import { createPromotionRunner } from '@waybill/backstage-plugin-waybill-backend/src/promotion/createPromotionRunner';
import { builtInSteps } from '@waybill/backstage-plugin-waybill-backend/src/promotion/steps';
import { Knex } from 'knex';
import { createSimulatedKnex } from '../database/createSimulatedKnex';
import { SimulatedDatabase } from '../database/SimulatedDatabase';
import { createSeededIds } from '../kernel/createSeededIds';
import { createVirtualClock } from '../kernel/createVirtualClock';
import { Owner } from '../kernel/Owner';
import { Scheduler } from '../kernel/Scheduler';
import { Outside } from '../outside/Outside';
import { PipelinePlan } from '../people/makeDefinition';
import { createEnginePorts } from '../ports/createEnginePorts';
import { PortCalls } from '../ports/PortCalls';
import { Turn } from '../ports/Turn';
import { createPolls } from './createPolls';

/** One backend process, with the real engine in it. */
export interface Replica {
  readonly owner: Owner;
  /** As it stands in `claimed_by`. */
  readonly worker: string;
  readonly knex: Knex;
  readonly engine: Engine;
}

/** Short intervals, so that much happens in little time. */
export const CONFIG: EngineConfig = {
  enabled: true,
  catalogIntervalSeconds: 75,
  definitionIntervalSeconds: 75,
  minWarehouseIntervalSeconds: 60,
  maxWarehouseIntervalSeconds: 3_600,
  stageIntervalSeconds: 75,
  busyStageIntervalSeconds: 15,
  leaseSeconds: 30,
  // Odd, so that no other pause is as long.
  pollSeconds: 3.001,
  overdueSeconds: 600,
  concurrency: {
    catalog: 1,
    definition: 2,
    warehouse: 2,
    stage: 4,
    promotion: 4,
  },
};

export function createReplica(options: {
  name: string;
  scheduler: Scheduler;
  database: SimulatedDatabase;
  outside: Outside;
  plan: PipelinePlan;
  calls: PortCalls;
  /** How fast its host's clock runs. */
  rate: number;
  alone: boolean;
  beginTurn(owner: Owner, pipelineId: string, stage: string): Turn;
  onSend(turn: Turn, what: string): void;
}): Replica {
  const { name, scheduler, database, outside, plan, calls } = options;
  const owner: Owner = {
    name,
    alive: true,
    pausedUntil: 0,
    stopping: false,
    dozing: new Set(),
  };
  const knex = createSimulatedKnex(database, owner);
  const clock = createVirtualClock({
    scheduler,
    owner,
    rate: options.rate,
    polls: createPolls(database, CONFIG.pollSeconds * 1000),
  });
  const logger = loggerOf(scheduler, owner);
  const engine = createEngine({
    knex,
    config: CONFIG,
    logger,
    ids: createSeededIds(name, scheduler.chance),
    clock,
    alone: options.alone,
    ports: createEnginePorts({
      owner,
      knex,
      outside,
      plan,
      calls,
      runner: createPromotionRunner({
        steps: builtInSteps,
        author: { name: 'Waybill', email: 'waybill@example.com' },
        logger,
        clock,
      }),
      beginTurn: (pipelineId, stage) =>
        options.beginTurn(owner, pipelineId, stage),
      onSend: options.onSend,
    }),
  });
  // The first id that an engine asks for is its own.
  return { owner, worker: `${name}-1`, knex, engine };
}

function loggerOf(scheduler: Scheduler, owner: Owner): LoggerService {
  const say = (level: string) => (message: string) => {
    if (owner.alive) {
      scheduler.log.add(scheduler.now, owner.name, `${level}: ${message}`);
    }
  };
  const logger: LoggerService = {
    debug() {},
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    child: () => logger,
  };
  return logger;
}
