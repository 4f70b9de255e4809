import { PipelineState } from './PipelineState';
import { Gate } from './Gate';
import { FreightWithStatus } from './Freight';
import { PromotionPolicy, StageDefinition } from './PipelineDefinition';
import { FreightCollection, PromotionPhase } from './Promotion';
import { CurrentFreight, StageHistoryEntry, StageState } from './StageState';
import { Verification, VerificationSeen } from './Verification';

/** What a decision needs to know of a Promotion. @public */
export interface PromotionBrief {
  id: string;
  freight: string;
  origin: string;
  phase: PromotionPhase;
  createdAt: string;
  finishedAt?: string;
  rollback: boolean;
  createdByType: 'user' | 'service' | 'policy';
  abortRequested: boolean;
  collection?: FreightCollection;
  /** What it says about auto-promotion of its origin, decided when it was created (`autoPromotionIntent`); a rollback holds anyway. */
  holdIntent?: 'hold' | 'resume';
  /** The Promotion whose steps it goes on from; it must be the last one still when this one starts. */
  resumes?: string;
  /** While it is Pending: what people were last told that it waits for, if anything yet. */
  waitsFor?: Gate[];
}

/** What the platform's policy says of rolling back by itself. @public */
export interface AutomaticRollbackPolicy {
  on: ('FailedPromotion' | 'FailedVerification')[];
  /** A failure that is older is left to people. */
  maxAgeSeconds: number;
}

/** A lock group of a Stage that a Promotion has now. @public */
export interface HeldLock {
  group: string;
  promotion: string;
  /** Of that Promotion. */
  stage: string;
}

/** Everything that decides what happens next on one Stage; with a time it gives the same decisions always. @public */
export interface StageSnapshot {
  entityRef: string;
  project: string;
  pipelineState: PipelineState;
  stage: StageDefinition;
  state: StageState;
  /** Freight of all Warehouses that the Stage requests. */
  freight: FreightWithStatus[];
  /** Current Freight of upstream Stages, by Stage name. */
  upstream: Record<string, CurrentFreight[]>;
  /** Every unfinished Promotion of the Stage and the newest finished ones, any order. */
  promotions: PromotionBrief[];
  /** ProjectConfig's. */
  promotionPolicies: PromotionPolicy[];
  /** What the platform's policy says of auto-promotion here. */
  autoPromotionAllowed: boolean;
  /** Undefined: nothing is rolled back by itself. */
  automaticRollback?: AutomaticRollbackPolicy;
  /** What the Stage ran, newest first; known only where something may be rolled back by itself. */
  history: StageHistoryEntry[];
  /** Those of the Stage's lock groups that are taken. */
  heldLocks: HeldLock[];
  /** What was found outside of the verification that is under way. */
  verificationSeen?: VerificationSeen;
  /** Gates that only the backend can know: what the platform has not granted. */
  platformGates: Gate[];
}

/** What shall happen on a Stage now. Decided by `decideStage`, done by the engine. @public */
export type StageDecision =
  /** Give the Stage to this Promotion: phase Running, with this collection. */
  | { type: 'start'; promotion: string; collection: FreightCollection }
  /** A waiting Promotion's gates have changed; an empty list is never sent. */
  | { type: 'wait'; promotion: string; gates: Gate[] }
  /** A waiting Promotion is overtaken by a newer one, and ends without having started. */
  | { type: 'supersede'; promotion: string; by: string }
  /** A waiting Promotion can never start. */
  | { type: 'refuse'; promotion: string; gates: Gate[] }
  /** What runs is verified: every Freight of the collection gets the mark. */
  | { type: 'verify'; freight: string[]; verification: Verification }
  /** What has become of the verification, short of the mark. `stop`: its AnalysisRun is to be stopped. */
  | { type: 'followVerification'; verification: Verification; stop: boolean }
  /** Control-flow Stage: this available Freight passes. */
  | { type: 'pass'; freight: string[] }
  /** Auto-promotion. */
  | { type: 'promote'; freight: string; origin: string }
  /** Automatic rollback: `failed` is the Promotion that did not succeed, or that brought what was not verified. */
  | {
      type: 'rollback';
      freight: string;
      origin: string;
      failed: { promotion: string; freight: string };
      reason: string;
    }
  /** The origin is no longer requested or auto-promotion no longer on. */
  | { type: 'clearHold'; origin: string }
  /** The next moment at which time alone changes something here. ISO 8601. */
  | { type: 'lookAgain'; at: string };
