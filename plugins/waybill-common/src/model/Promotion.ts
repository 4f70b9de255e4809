import { Actor } from './Actor';
import { Gate } from './Gate';
import { FreightOrigin } from './Freight';
import { JsonObject } from './JsonTypes';
import { NamedExpression, PromotionStepDefinition } from './PipelineDefinition';

/** @public */
export type PromotionPhase =
  | 'Pending'
  | 'Running'
  | 'Succeeded'
  | 'Failed'
  | 'Errored'
  | 'Aborted';

/** `Pending` is ours: a step whose turn has not come. The others are Kargo's. @public */
export type StepStatus =
  | 'Pending'
  | 'Running'
  | 'Succeeded'
  | 'Failed'
  | 'Errored'
  | 'Aborted'
  | 'Skipped';

/** One Freight per origin: what a Stage runs. @public */
export type FreightCollection = Record<FreightOrigin, string>;

/** What a step registered to be asked for the Stage's health from then on. @public */
export interface HealthCheck {
  /** `argocd-update` */
  uses: string;
  config: JsonObject;
}

/** Where a retry begins: at the step that ended the promotion before, or with the first. @public */
export type RetryFrom = 'failed-step' | 'start';

/** @public */
export interface PromotionStepState {
  alias: string;
  uses: string;
  status: StepStatus;
  startedAt?: string;
  finishedAt?: string;
  message?: string;
  output?: JsonObject;
  /** Consecutive errors so far. */
  errorCount: number;
  /** What the step noted about its own effects before and after them; never shown. */
  record: JsonObject;
  /**
   * The Promotion that ran it, where that is not the one it stands in: a retry carried it over. Done again, the step gives what it gave
   * then, so it is told of that Promotion and not of the retry.
   */
  ranBy?: { promotion: string; actor: Actor; reason?: string };
}

/** A Promotion as it is stored: everything needed to run it, copied in when it was created. @public */
export interface PromotionRecord {
  /** `<stage>.<ulid lower-case>.<first 7 of freight>`: name order is time order within a Stage. */
  id: string;
  pipelineId: string;
  entityRef: string;
  project: string;
  stage: string;
  freight: string;
  origin: FreightOrigin;
  /** This Freight plus what the Stage carries over from its other origins. Set when it starts. */
  collection?: FreightCollection;
  phase: PromotionPhase;
  message?: string;
  createdBy: Actor;
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
  reason?: string;
  rollback: boolean;
  /** The Promotion that this one tries again. */
  retryOf?: string;
  /** `failed-step`: the steps before it were carried over, and are not run again. */
  retryFrom?: RetryFrom;
  /** What its end, unless Aborted, does to auto-promotion of its origin. */
  holdIntent?: 'hold' | 'resume';
  /** Name of the Argo CD instance. */
  shard?: string;
  vars: NamedExpression[];
  steps: PromotionStepDefinition[];
  stepStates: PromotionStepState[];
  healthChecks: HealthCheck[];
  gates: Gate[];
  abortRequested?: { by: Actor; at: string; reason?: string };
}
