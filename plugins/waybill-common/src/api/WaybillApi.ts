import { Changelog } from '../model/Changelog';
import { GatesView } from './GatesView';
import { HistoryItem } from './HistoryItem';
import { Page } from './Page';
import { PipelineView } from './PipelineView';
import { PreviewView } from './PreviewView';
import { PromotionSummary, PromotionView } from './PromotionView';
import { RetryRequest } from './RetryRequest';
import { ReviewRequest } from './ReviewRequest';

/** The HTTP API as clients see it; `entityRef` is `kind:namespace/name`. Errors are `ResponseError`s. @public */
export interface WaybillApi {
  getPipeline(
    entityRef: string,
    options?: { freightCursor?: string; etag?: string },
  ): Promise<PipelineView>;
  refreshPipeline(entityRef: string): Promise<void>;
  refreshWarehouse(entityRef: string, warehouse: string): Promise<void>;
  getGates(
    entityRef: string,
    stage: string,
    freight: string,
  ): Promise<GatesView>;
  /** What changes from one Freight to another; each by its ID or alias. */
  getChangelog(entityRef: string, from: string, to: string): Promise<Changelog>;
  approve(
    entityRef: string,
    stage: string,
    request: { freight: string; reason?: string },
  ): Promise<void>;
  /** With `rollback`, of a rollback to Freight that has run here: what does not apply to one is no gate. */
  preview(
    entityRef: string,
    stage: string,
    request: { freight: string; rollback?: boolean },
  ): Promise<PreviewView>;
  promote(
    entityRef: string,
    stage: string,
    request: {
      freight: string;
      reason?: string;
      preview?: string;
      idempotencyKey?: string;
    },
  ): Promise<PromotionView>;
  rollback(
    entityRef: string,
    stage: string,
    request: {
      freight?: string;
      origin?: string;
      reason: string;
      preview?: string;
      idempotencyKey?: string;
    },
  ): Promise<PromotionView>;
  hold(
    entityRef: string,
    stage: string,
    request: { origin?: string; reason: string },
  ): Promise<void>;
  resume(
    entityRef: string,
    stage: string,
    request: { origin?: string },
  ): Promise<void>;
  /** Verifies what runs once more. */
  verify(entityRef: string, stage: string): Promise<void>;
  /** Ends the verification that is under way; it counts as failed. */
  abortVerification(entityRef: string, stage: string): Promise<void>;
  /** With `at` (ISO 8601), from what ran at that moment on. */
  getHistory(
    entityRef: string,
    stage: string,
    options?: { cursor?: string; at?: string },
  ): Promise<Page<HistoryItem>>;
  listPromotions(
    entityRef: string,
    options?: { stage?: string; cursor?: string },
  ): Promise<Page<PromotionSummary>>;
  getPromotion(id: string): Promise<PromotionView>;
  abortPromotion(
    id: string,
    request: { reason?: string },
  ): Promise<PromotionView>;
  /** Makes a new Promotion that tries this one again. */
  retryPromotion(
    id: string,
    request: RetryRequest & { idempotencyKey?: string },
  ): Promise<PromotionView>;
  reviewPromotion(id: string, request: ReviewRequest): Promise<PromotionView>;
}
