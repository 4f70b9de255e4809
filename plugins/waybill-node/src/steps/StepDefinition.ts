import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Actor,
  Freight,
  FreightCollection,
  HealthCheck,
  JsonObject,
} from '@waybill/backstage-plugin-waybill-common';
import { z } from 'zod';
import { StepPorts } from '../ports/StepPorts';
import { Workspace } from './Workspace';

/** What a step knows of the Promotion it is part of. @public */
export interface StepPromotion {
  id: string;
  /** Its page, for a person's browser; absent where `app.baseUrl` is not configured. */
  url?: string;
  entityRef: string;
  project: string;
  stage: string;
  actor: Actor;
  rollback: boolean;
  reason?: string;
  shard?: string;
  targetFreight: Freight;
  /** Ids of the Promotions whose steps a retry has carried over: their effects, commits say, are this one's as well. */
  carriedFrom?: readonly string[];
  /** All Freight of the collection. */
  freight: Freight[];
  collection: FreightCollection;
}

/** What a step noted about its own effects, kept across crashes. @public */
export interface StepRecord {
  /** What was noted so far, also before a crash or a wait. */
  readonly value: Readonly<JsonObject>;
  /** Merges and persists before it resolves; throws when the claim is lost, and then nothing more may be done. */
  note(patch: JsonObject): Promise<void>;
}

/** @public */
export interface StepContext extends StepPorts {
  promotion: StepPromotion;
  /** Alias of this step. */
  alias: string;
  workspace: Workspace;
  record: StepRecord;
  /**
   * How many of its tries have ended in an error that is put down. The same in a later turn means that the last try was cut short: what it
   * did is not known.
   */
  attempt: number;
  /** When this step first started; the same after a crash or a replay. */
  startedAt: Date;
  /** The database's time when this turn began. */
  now: Date;
  /** Earlier steps' outputs by alias. */
  outputs: Readonly<Record<string, JsonObject>>;
  /** Default author of commits. */
  author: { name: string; email: string };
  logger: LoggerService;
  /** Aborts on timeout, lost claim, shutdown. */
  signal: AbortSignal;
  /**
   * Runs all earlier file steps again with the tree mounted at `path` based on another commit (a lost race); the
   * workspace is replaced by the result.
   */
  replayOnto(path: string, base: string): Promise<void>;
}

/** @public */
export type StepResult =
  | {
      status: 'Succeeded' | 'Skipped';
      output?: JsonObject;
      message?: string;
      healthChecks?: HealthCheck[];
    }
  /** Definitive: no retry. */
  | { status: 'Failed'; message: string; output?: JsonObject }
  /** Not finished; ask again after so many seconds. Holds no worker meanwhile. */
  | {
      status: 'Running';
      message: string;
      retryAfterSeconds: number;
      output?: JsonObject;
    };

/** What a step would do. @public */
export interface StepPlan {
  /** One sentence: "commit to main", "open a pull request into main". */
  summary: string;
  /** What it touches outside; part of the hash that is signed. */
  effects: JsonObject[];
  /** Output that is known beforehand; the rest stands in `unknowns`. */
  output?: JsonObject;
  /** Names of what only a run can know, such as `merged.commit`. */
  unknowns?: string[];
}

/**
 * One step: a file that exports one of these. A thrown error is technical (Errored, retried up to the error threshold); a
 * `StepFailure` or a Failed result is definitive.
 *
 * @public
 */
export interface StepDefinition<TConfig = unknown> {
  /** `git-clone` */
  id: string;
  /** Of the config after expressions are evaluated; refuses unknown fields. */
  schema: z.ZodType<TConfig>;
  /**
   * `files`: only touches the workspace; is run again whenever the workspace is rebuilt, and must then give the same, unless it says that
   * it is not `replayable`.
   * `outside`: has effects outside; gates are checked before it, and a rebuild answers from its record.
   */
  kind: 'files' | 'outside';
  /**
   * Default true. False: never touches `context.workspace`, which then need not be rebuilt for it after a crash or a wait. A function says so
   * for a config.
   */
  usesWorkspace?: boolean | ((config: TConfig) => boolean);
  /**
   * Of `files` steps; default true. False: run again, it need not give the same, since it asks the network or a clock. It is run once
   * then, and the files that it has changed are stored with its record, 1 MiB of them at most: after a crash or a lost race they are put
   * back as they were. Such a step mounts no work tree, makes no commit, and writes no secret.
   */
  replayable?: false;
  /**
   * Default false. True: inside a task, what it puts out stands under the task's own alias as well, as the output of the task.
   */
  propagatesOutput?: boolean;
  /** Default 0, no limit. */
  defaultTimeoutSeconds?: number;
  /** Default 1. */
  defaultErrorThreshold?: number;
  plan(context: StepContext, config: TConfig): Promise<StepPlan>;
  run(context: StepContext, config: TConfig): Promise<StepResult>;
  /**
   * For `outside` steps whose result the workspace depends on (a commit made before a push): brings the workspace to the
   * state after this step. Default: nothing.
   */
  replay?(context: StepContext, config: TConfig): Promise<void>;
}
