import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import {
  ApplicationWatchPort,
  AuthorityPort,
  ChartRepositoryPort,
  ClockPort,
  DefinitionsPort,
  GitHistoryPort,
  IdsPort,
  PromotionRunnerPort,
  RegistryPort,
  StageHealthPort,
  VerifierPort,
} from '../ports';
import { WorkKind } from '../store/WorkItem';
import { EngineConfig } from './EngineConfig';

/** All that the engine drives. */
export interface EnginePorts {
  definitions: DefinitionsPort;
  authority: AuthorityPort;
  registry: RegistryPort;
  gitHistory: GitHistoryPort;
  charts: ChartRepositoryPort;
  runner: PromotionRunnerPort;
  stageHealth: StageHealthPort;
  verifier: VerifierPort;
  /** Without it, polling alone notices that an Application has changed. */
  applicationWatch?: ApplicationWatchPort;
}

/** What every part of the engine has at hand. */
export interface EngineContext {
  knex: Knex;
  ports: EnginePorts;
  config: EngineConfig;
  ids: IdsPort;
  clock: ClockPort;
  logger: LoggerService;
  /** Lets this replica's loops of these kinds look for due items at once. */
  wake(kinds: Iterable<WorkKind>): void;
}
