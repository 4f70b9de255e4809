import { isError, NotFoundError } from '@backstage/errors';
import { Caller } from '../Caller';
import { EntityVisibility } from '../EntityVisibility';
import { noSuchPromotion } from './noSuchPromotion';
import { PipelineListRequest, PipelineReads } from './PipelineReads';
import { StageTarget } from './StageCommands';

/** Reads that answer only for entities the caller sees in the catalog. */
export class AuthorizedPipelineReads implements PipelineReads {
  readonly #reads: PipelineReads;
  readonly #visibility: EntityVisibility;

  constructor(reads: PipelineReads, visibility: EntityVisibility) {
    this.#reads = reads;
    this.#visibility = visibility;
  }

  async listPipelines(request: PipelineListRequest, caller: Caller) {
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

  async getArtifacts(
    target: { entityRef: string; warehouse: string },
    caller: Caller,
  ) {
    await this.#visibility.assertVisible(target.entityRef, caller);
    return this.#reads.getArtifacts(target, caller);
  }

  async getChangelog(
    target: { entityRef: string; from: string; to: string },
    caller: Caller,
  ) {
    await this.#visibility.assertVisible(target.entityRef, caller);
    return this.#reads.getChangelog(target, caller);
  }

  async getGates(target: StageTarget, freight: string, caller: Caller) {
    await this.#visibility.assertVisible(target.entityRef, caller);
    return this.#reads.getGates(target, freight, caller);
  }

  async getHistory(
    target: StageTarget,
    request: { cursor?: string; at?: Date },
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

  /** One of a hidden entity and one that does not exist get the same answer. */
  async getPromotion(id: string, caller: Caller) {
    const promotion = await this.#reads.getPromotion(id, caller);
    try {
      await this.#visibility.assertVisible(promotion.entityRef, caller);
    } catch (error) {
      throw isError(error) && error.name === NotFoundError.name
        ? noSuchPromotion(id)
        : error;
    }
    return promotion;
  }
}
