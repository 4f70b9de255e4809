import {
  PreviewView,
  PromotionView,
  RetryRequest,
  ReviewRequest,
} from '@waybill/backstage-plugin-waybill-common';
import { Caller } from '../Caller';

/** A Stage of an entity's pipeline. */
export interface StageTarget {
  entityRef: string;
  stage: string;
}

export interface PromoteRequest {
  freight: string;
  reason?: string;
  /** Hash of the preview that was looked at. */
  preview?: string;
  idempotencyKey?: string;
}

export interface PreviewRequest {
  freight: string;
  /** Of a rollback, instead of a promotion. */
  rollback?: boolean;
}

export interface RollbackRequest {
  freight?: string;
  origin?: string;
  reason: string;
  /** Hash of the preview that was looked at. */
  preview?: string;
  idempotencyKey?: string;
}

/** Everything that changes something. */
export interface StageCommands {
  approve(
    target: StageTarget,
    request: { freight: string; reason?: string },
    caller: Caller,
  ): Promise<void>;
  preview(
    target: StageTarget,
    request: PreviewRequest,
    caller: Caller,
  ): Promise<PreviewView>;
  promote(
    target: StageTarget,
    request: PromoteRequest,
    caller: Caller,
  ): Promise<PromotionView>;
  rollback(
    target: StageTarget,
    request: RollbackRequest,
    caller: Caller,
  ): Promise<PromotionView>;
  hold(
    target: StageTarget,
    request: { origin?: string; reason: string },
    caller: Caller,
  ): Promise<void>;
  resume(
    target: StageTarget,
    request: { origin?: string },
    caller: Caller,
  ): Promise<void>;
  verify(target: StageTarget, caller: Caller): Promise<void>;
  abortVerification(target: StageTarget, caller: Caller): Promise<void>;
  refreshStage(target: StageTarget, caller: Caller): Promise<void>;
  refreshPipeline(entityRef: string, caller: Caller): Promise<void>;
  refreshWarehouse(
    target: { entityRef: string; warehouse: string },
    caller: Caller,
  ): Promise<void>;
  abort(
    promotionId: string,
    request: { reason?: string },
    caller: Caller,
  ): Promise<PromotionView>;
  retry(
    promotionId: string,
    request: RetryRequest & { idempotencyKey?: string },
    caller: Caller,
  ): Promise<PromotionView>;
  review(
    promotionId: string,
    request: ReviewRequest,
    caller: Caller,
  ): Promise<PromotionView>;
}
