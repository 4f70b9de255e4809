import { Caller } from '../Caller';
import { EntityVisibility } from '../EntityVisibility';
import { PipelineReads } from './PipelineReads';
import { StageTarget } from './StageCommands';

/** Reads that answer only for entities the caller sees in the catalog. */
export class AuthorizedPipelineReads implements PipelineReads {
  readonly #reads: PipelineReads;
  readonly #visibility: EntityVisibility;

  constructor(reads: PipelineReads, visibility: EntityVisibility) {
    this.#reads = reads;
    this.#visibility = visibility;
  }

  async listPipelines(
    request: Parameters<PipelineReads['listPipelines']>[0],
    caller: Caller,
  ) {
    await this.#visibility.assertMayRead(caller);
    return this.#reads.listPipelines(request, caller);
  }

  async getPipeline(
    entityRef: string,
    request: { freightCursor?: string },
    caller: Caller,
  ) {
    await this.#visibility.assertVisible(entityRef, caller);
    return this.#reads.getPipeline(entityRef, request, caller);
  }

  async getGates(target: StageTarget, freight: string, caller: Caller) {
    await this.#visibility.assertVisible(target.entityRef, caller);
    return this.#reads.getGates(target, freight, caller);
  }

  async getHistory(
    target: StageTarget,
    request: { cursor?: string },
    caller: Caller,
  ) {
    await this.#visibility.assertVisible(target.entityRef, caller);
    return this.#reads.getHistory(target, request, caller);
  }

  async listPromotions(
    entityRef: string,
    request: { stage?: string; cursor?: string },
    caller: Caller,
  ) {
    await this.#visibility.assertVisible(entityRef, caller);
    return this.#reads.listPromotions(entityRef, request, caller);
  }

  async getPromotion(id: string, caller: Caller) {
    const promotion = await this.#reads.getPromotion(id, caller);
    await this.#visibility.assertVisible(promotion.entityRef, caller);
    return promotion;
  }
}
