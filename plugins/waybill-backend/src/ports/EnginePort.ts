import {
  Actor,
  HealthView,
  PromotionRecord,
  RetryFrom,
  StageSnapshot,
} from '@waybill/backstage-plugin-waybill-common';

/** A Promotion that is asked for. */
export interface PromotionRequest {
  pipelineId: string;
  stage: string;
  /** Its id. */
  freight: string;
  actor: Actor;
  reason?: string;
  rollback: boolean;
  /** It tries another one again. */
  retry?: { of: string; from: RetryFrom };
  idempotencyKey?: string;
  /** What the request named in place of the Freight, where the choice was left to us: repeated, it may be another one. */
  asked?: string;
}

/** What the API asks of the engine. */
export interface EnginePort {
  /** Reads the definition again at once. */
  pokePipeline(pipelineId: string): Promise<void>;
  pokeWarehouse(pipelineId: string, warehouse: string): Promise<void>;
  pokeStage(pipelineId: string, stage: string): Promise<void>;
  pokePromotion(promotionId: string): Promise<void>;
  /**
   * What decides on a Stage, as it is now, with the database's time. Undefined: no such Stage. Only the newest Freight
   * of each Warehouse is in it, and what runs or waits; name other Freight that is asked about by its id.
   */
  loadSnapshot(
    pipelineId: string,
    stage: string,
    freight?: string,
  ): Promise<{ snapshot: StageSnapshot; now: Date } | undefined>;
  /**
   * Copies steps and variables into a new Pending Promotion and pokes its Stage. A retry from the failed step has those of the one
   * before. Throws a `ConflictError` that says why when what is asked for cannot be tried again so.
   */
  createPromotion(request: PromotionRequest): Promise<PromotionRecord>;
  /**
   * The Promotion that the same request has made before with the same Idempotency-Key. A repeated request answers with
   * it whatever has changed since, so it is asked for before anything that might refuse.
   */
  findRepeated(
    request: Omit<PromotionRequest, 'freight'> & { freight?: string },
  ): Promise<PromotionRecord | undefined>;
  health(): Promise<HealthView>;
}
