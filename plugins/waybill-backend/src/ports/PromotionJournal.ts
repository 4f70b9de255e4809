import {
  HealthCheck,
  JsonObject,
  PromotionStepState,
} from '@waybill/backstage-plugin-waybill-common';

/**
 * How the runner keeps what happened. Every write is fenced by the claim; when the claim is lost it throws and the runner stops.
 */
export interface PromotionJournal {
  /** Replaces what is given of one step's state. */
  saveStep(
    index: number,
    patch: Partial<Omit<PromotionStepState, 'alias' | 'uses'>>,
  ): Promise<void>;
  addHealthChecks(checks: HealthCheck[]): Promise<void>;
  /** Merges into the record of a step. */
  note(index: number, patch: JsonObject): Promise<void>;
}
