import {
  Actor,
  FreightCollection,
  HealthCheck,
  PromotionPhase,
  PromotionStepDefinition,
  RetryFrom,
  StageState,
  Verification,
} from '@waybill/backstage-plugin-waybill-common';

/** A Promotion as it stands in the database. */
export interface PromotionFact {
  id: string;
  pipelineId: string;
  project: string;
  stage: string;
  freight: string;
  phase: PromotionPhase;
  createdBy: Actor;
  rollback: boolean;
  reason: string | undefined;
  holdIntent: string | undefined;
  abortRequested: boolean;
  retryOf: string | undefined;
  retryFrom: RetryFrom | undefined;
  /** How it ended, or what it waits for. */
  message: string | undefined;
  /** Virtual milliseconds, as the two below. */
  createdAt: number;
  startedAt: number | undefined;
  finishedAt: number | undefined;
  collection: FreightCollection | undefined;
  healthChecks: HealthCheck[];
  /** As text: it must never change. */
  stepsJson: string;
  steps: PromotionStepDefinition[];
}

/** A claimed work item. */
export interface ClaimFact {
  token: string;
  worker: string;
  leaseUntil: number;
}

/** What happened to one Freight in one Stage. */
export interface MarkFact {
  freight: string;
  stage: string;
  currentlySince: number | undefined;
  verifiedAt: number | undefined;
  longestSoakMs: number;
  approved: boolean;
}

/** All that a run's invariants need to know of the database, by id; Stages and marks by `<pipeline>/<name>`. */
export interface Facts {
  promotions: ReadonlyMap<string, PromotionFact>;
  stages: ReadonlyMap<string, StageState>;
  claims: ReadonlyMap<string, ClaimFact>;
  /** How far each Promotion's steps are, as text. */
  progress: ReadonlyMap<string, string>;
  marks: ReadonlyMap<string, MarkFact>;
  /** State of each pipeline. */
  pipelines: ReadonlyMap<string, string>;
  /** Newest last, by Stage. */
  history: ReadonlyMap<
    string,
    {
      promotion: string;
      collection: FreightCollection;
      verifications: Verification[];
    }[]
  >;
}
