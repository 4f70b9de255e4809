import { Actor } from '../model/Actor';
import { Gate } from '../model/Gate';
import { JsonObject } from '../model/JsonTypes';
import { PromotionPhase, RetryFrom, StepStatus } from '../model/Promotion';
import { AskedReview } from './AskedReview';
import { ReviewView } from './ReviewView';
import { VerificationView } from './VerificationView';

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
  /** What the running step asks people for; absent: it asks nobody, or the Promotion is being aborted. */
  asksFor?: AskedReview;
  /** What people said to its steps, oldest first; absent: nothing, or in a list: nobody is asked now. */
  reviews?: ReviewView[];
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

/** Whether a Promotion that did not succeed can be tried again. @public */
export interface RetryView {
  /** Alias of the step at which a retry from the failed step would go on; null: there is none. */
  step: string | null;
  /** Why it cannot go on from the failed step, as a sentence; null: it can. */
  failedStep: string | null;
  /** Why it cannot start anew; null: it can. */
  start: string | null;
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
