import { Actor } from '../model/Actor';
import { FreightChart, FreightCommit, FreightImage } from '../model/Artifacts';
import { FailedVerification } from '../model/Freight';
import { Gate } from '../model/Gate';
import { Health, SyncStatus } from '../model/Health';
import { JsonObject } from '../model/JsonTypes';
import { DefinitionError, PromotionQueue } from '../model/PipelineDefinition';
import {
  FreightCollection,
  PromotionPhase,
  RetryFrom,
  StepStatus,
} from '../model/Promotion';
import { SetbackView } from '../model/Setback';
import { CurrentFreight, Hold, VerificationPhase } from '../model/StageState';
import { AnalysisRunRef, Verification } from '../model/Verification';

/** What a person says to a Promotion whose step asks for it. @public */
export interface ReviewRequest {
  decision: 'approve' | 'reject';
  reason?: string;
  /** Alias of the step. Default: the one that waits. */
  step?: string;
}

/** How a Promotion is to be tried again. @public */
export interface RetryRequest {
  from: RetryFrom;
  /** Default: that of the Promotion before. */
  reason?: string;
}

/** Whether a Promotion that did not succeed can be tried again. @public */
export interface RetryView {
  /** Alias of the step at which a retry from the failed step would go on; null: there is none. */
  step: string | null;
  /** Why it cannot go on from the failed step, as a sentence; null: it can. */
  failedStep: string | null;
  /** Why it cannot start anew; null: it can. */
  start: string | null;
}

/** `invalid`: does not parse or validate, the last good one (if any) keeps running; `orphaned`: entity, annotation or file gone. @public */
export type PipelineState = 'ok' | 'invalid' | 'unreadable' | 'orphaned';

/** @public */
export interface WarehouseView {
  name: string;
  subscriptions: {
    kind: 'image' | 'git' | 'chart';
    repoURL: string;
    /** Its name, of a Helm chart in a repository of several. */
    chart?: string;
    constraint?: string;
    branch?: string;
  }[];
  lastCheckedAt: string | null;
  nextCheckAt: string | null;
  /** A sentence: what was asked, what came back. */
  error: string | null;
  /** How many candidates the last look found in all, and how many matched. */
  found?: { candidates: number; matching: number };
}

/** @public */
export interface FreightView {
  id: string;
  alias: string;
  warehouse: string;
  createdAt: string;
  images: FreightImage[];
  commits: FreightCommit[];
  charts: FreightChart[];
  /** Stages it is in now. */
  currentlyIn: { stage: string; since: string }[];
  verifiedIn: { stage: string; verifiedAt: string }[];
  /** Stages whose newest verification of it was not successful, and that have never verified it; absent: none. */
  failedIn?: ({ stage: string } & FailedVerification)[];
  approvedFor: {
    stage: string;
    approvedAt: string;
    by: Actor;
    reason?: string;
  }[];
  rejected: { at: string; by: Actor; reason: string } | null;
}

/** The newest verification of what a Stage runs. @public */
export interface VerificationView {
  phase: VerificationPhase;
  message?: string;
  /** Absent: it is yet to begin. */
  id?: string;
  startedAt?: string;
  finishedAt?: string;
  /** Absent: health alone verifies, or it is yet to be started. */
  analysisRun?: AnalysisRunRef;
  /** Of one that is over: why it cannot be repeated now, as a sentence; absent: it can. */
  notAgain?: string;
}

/** What Argo CD says runs in an Application to which Waybill has promoted nothing. @public */
export interface FoundApplication {
  name: string;
  namespace: string;
  /** Of each source, as far as it is known. */
  revisions: string[];
  images: string[];
  /** Argo CD's word; null: it has none. */
  health: string | null;
}

/** @public */
export interface StageView {
  name: string;
  kind: 'stage' | 'control-flow';
  labels: Record<string, string>;
  description?: string;
  color?: string;
  /** Entity refs; from policy, else the entity's owners. */
  owners: string[];
  /** What it takes and from where: upstream Stage names, or the Warehouse directly. */
  requests: {
    origin: string;
    direct: boolean;
    stages: string[];
    requiredSoakSeconds?: number;
    availabilityStrategy: 'OneOf' | 'All';
  }[];
  autoPromotion: boolean;
  /** Absent: Promotions wait in order, and for none of other Stages. */
  queue?: PromotionQueue;
  current: CurrentFreight[];
  /** Where nothing was promoted yet: what runs there nevertheless, as far as Argo CD tells; absent: it does not. */
  found?: FoundApplication[];
  verification: VerificationView | null;
  holds: Hold[];
  health: Health;
  sync: { status: SyncStatus };
  promotions: { running: string | null; waiting: string[] };
  /**
   * The Freight that comes next here, and why it may not yet; null: nothing newer. With a setback it is not to be urged: it has been here
   * before, or was to be.
   */
  next: { freight: string; gates: Gate[]; setback?: SetbackView } | null;
  /** The newest Promotion that ran here and ended. After one that did not succeed, health is still of what the last successful one brought. */
  lastPromotion?: {
    id: string;
    phase: 'Succeeded' | 'Failed' | 'Errored' | 'Aborted';
    freight: string;
    finishedAt: string;
  };
  /** Freight that a rollback without a choice would bring back; null: none. */
  rollbackTo: string | null;
}

/** @public */
export interface PipelineView {
  entityRef: string;
  state: PipelineState;
  errors: DefinitionError[];
  /** Where the definition was read. */
  source: { url: string; readAt: string | null };
  /** Documents that are not Waybill's. */
  ignored: { kind: string; name: string; line: number }[];
  warehouses: WarehouseView[];
  /** The first page, newest first. */
  freight: FreightView[];
  /** Freight beyond this page that Stages or Promotions of the answer name, so that it can be shown by version. */
  referencedFreight?: FreightView[];
  nextFreightCursor: string | null;
  freightTotal: number;
  /** In the order of the file. */
  stages: StageView[];
  /** Running and latest Promotions, newest first, without steps. */
  promotions: PromotionSummary[];
}

/** @public */
export interface PromotionSummary {
  id: string;
  stage: string;
  freight: string;
  phase: PromotionPhase;
  message: string | null;
  createdBy: Actor;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  reason: string | null;
  rollback: boolean;
  /** The Promotion that it tries again. */
  retryOf?: string;
  /** `failed-step`: it went on from there, with what the steps before it had done. */
  retryFrom?: RetryFrom;
  /** How many steps have ended, of how many; and the one that runs. */
  progress: { done: number; total: number; current: string | null };
  /** The last commit it made, where it made one. */
  commit: { sha: string; url?: string } | null;
  /** Pull request it opened. */
  pullRequest: { number: number; url: string } | null;
}

/** @public */
export interface PromotionStepView {
  alias: string;
  uses: string;
  status: StepStatus;
  startedAt: string | null;
  finishedAt: string | null;
  /** `Errored` but not finished: when it is tried again. */
  retryAt?: string;
  message: string | null;
  output: JsonObject | null;
  /** The Promotion that ran it, where a retry has carried it over. */
  ranBy?: string;
}

/** Something that a step of a Promotion did outside: a commit, a pull request, a sync. @public */
export interface OutsideEffectView {
  /** Alias of the step. */
  step: string;
  /** False: it was begun, and no answer tells whether it came about. */
  certain: boolean;
  /** In a few words: `pushed 5f2f1c0 to main of https://…`. */
  text: string;
  /** Where a person can look at it. */
  url?: string;
}

/** @public */
export interface PromotionView extends PromotionSummary {
  entityRef: string;
  gates: Gate[];
  steps: PromotionStepView[];
  /** Of what it brought, the newest; absent: there was none. That of what a Stage runs by it is with the Stage too. */
  verification?: VerificationView;
  /** Only of one that ended without success. */
  retry?: RetryView;
  /** The Promotions that tried it again, newest first; absent: none. */
  retriedBy?: string[];
  /** What it has done outside so far, in the order of its steps; what was done stays when it is aborted or fails. */
  effects?: OutsideEffectView[];
}

/** @public */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** @public */
export interface GatesView {
  stage: string;
  freight: string;
  gates: Gate[];
  /** What went wrong with it here before; absent: nothing. */
  setback?: SetbackView;
}

/** @public */
export interface HistoryItem {
  promotion: string;
  freight: string;
  /** What ran from then on, by origin; where the Stage takes several, the others were carried over. */
  collection?: FreightCollection;
  rollback: boolean;
  at: string;
  verified: boolean;
  /** By more than health, newest first; absent: none. */
  verifications?: Verification[];
}

/** @public */
export interface HealthView {
  status: 'ok' | 'overdue';
  /** Seconds the oldest due item has been waiting. */
  oldestDueSeconds: number;
  /** Seconds since each loop last turned. */
  loops: { name: string; secondsSinceTurn: number; failures: number }[];
}
