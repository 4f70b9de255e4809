import { NotAllowedError } from '@backstage/errors';
import {
  waybillFreightApprovePermission,
  waybillPipelineRefreshPermission,
  RetryRequest,
  ReviewRequest,
  waybillPromotionAbortPermission,
  waybillPromotionReviewPermission,
  waybillStageHoldPermission,
  waybillStagePromotePermission,
  waybillStageRollbackPermission,
  waybillStageVerifyPermission,
  waybillWarehouseRefreshPermission,
} from '@waybill/backstage-plugin-waybill-common';
import { Caller } from '../Caller';
import { Guard } from './createGuard';
import { PipelineReads } from './PipelineReads';
import {
  PreviewRequest,
  PromoteRequest,
  RollbackRequest,
  StageCommands,
  StageTarget,
} from './StageCommands';

/** Commands behind visibility, permissions and, for services, `waybill.services`. */
export class AuthorizedStageCommands implements StageCommands {
  readonly #commands: StageCommands;
  readonly #reads: PipelineReads;
  readonly #guard: Guard;

  constructor(options: {
    commands: StageCommands;
    /** Authorized as well. */
    reads: PipelineReads;
    guard: Guard;
  }) {
    this.#commands = options.commands;
    this.#reads = options.reads;
    this.#guard = options.guard;
  }

  async approve(
    target: StageTarget,
    request: { freight: string; reason?: string },
    caller: Caller,
  ) {
    await this.#guard.assertSees(target, caller);
    if (caller.actor.type === 'service') {
      throw new NotAllowedError(
        'A service never approves Freight; a person has to',
      );
    }
    await this.#guard.authorize(
      waybillFreightApprovePermission,
      target,
      caller,
    );
    return this.#commands.approve(target, request, caller);
  }

  /** Reads only, with the pipeline's own grants, so it needs what reading needs. */
  async preview(target: StageTarget, request: PreviewRequest, caller: Caller) {
    await this.#guard.assertSees(target, caller);
    return this.#commands.preview(target, request, caller);
  }

  async promote(target: StageTarget, request: PromoteRequest, caller: Caller) {
    await this.#guard.assertMay(
      { service: 'promote', user: waybillStagePromotePermission },
      target,
      caller,
    );
    return this.#commands.promote(target, request, caller);
  }

  async rollback(
    target: StageTarget,
    request: RollbackRequest,
    caller: Caller,
  ) {
    await this.#guard.assertMay(
      { service: 'rollback', user: waybillStageRollbackPermission },
      target,
      caller,
    );
    return this.#commands.rollback(target, request, caller);
  }

  async hold(
    target: StageTarget,
    request: { origin?: string; reason: string },
    caller: Caller,
  ) {
    await this.#assertMayHold(target, caller);
    return this.#commands.hold(target, request, caller);
  }

  async resume(
    target: StageTarget,
    request: { origin?: string },
    caller: Caller,
  ) {
    await this.#assertMayHold(target, caller);
    return this.#commands.resume(target, request, caller);
  }

  async verify(target: StageTarget, caller: Caller) {
    await this.#assertMayVerify(target, caller);
    return this.#commands.verify(target, caller);
  }

  async abortVerification(target: StageTarget, caller: Caller) {
    await this.#assertMayVerify(target, caller);
    return this.#commands.abortVerification(target, caller);
  }

  async refreshStage(target: StageTarget, caller: Caller) {
    await this.#guard.assertMay(
      { service: 'refresh', user: waybillPipelineRefreshPermission },
      target,
      caller,
    );
    return this.#commands.refreshStage(target, caller);
  }

  async refreshPipeline(entityRef: string, caller: Caller) {
    await this.#guard.assertMay(
      { service: 'refresh', user: waybillPipelineRefreshPermission },
      { entityRef },
      caller,
    );
    return this.#commands.refreshPipeline(entityRef, caller);
  }

  async refreshWarehouse(
    target: { entityRef: string; warehouse: string },
    caller: Caller,
  ) {
    await this.#guard.assertMay(
      { service: 'refresh', user: waybillWarehouseRefreshPermission },
      target,
      caller,
    );
    return this.#commands.refreshWarehouse(target, caller);
  }

  /** Also of a Stage that the file no longer has: what runs there must be stoppable. */
  async abort(
    promotionId: string,
    request: { reason?: string },
    caller: Caller,
  ) {
    const { entityRef, stage } = await this.#reads.getPromotion(
      promotionId,
      caller,
    );
    await this.#guard.assertAllowed(
      { service: 'abort', user: waybillPromotionAbortPermission },
      { entityRef, stage },
      caller,
    );
    return this.#commands.abort(promotionId, request, caller);
  }

  /** Needs what the Promotion needed that it tries again. */
  async retry(
    promotionId: string,
    request: RetryRequest & { idempotencyKey?: string },
    caller: Caller,
  ) {
    const { entityRef, stage, rollback } = await this.#reads.getPromotion(
      promotionId,
      caller,
    );
    await this.#guard.assertAllowed(
      rollback
        ? { service: 'rollback', user: waybillStageRollbackPermission }
        : { service: 'promote', user: waybillStagePromotePermission },
      { entityRef, stage },
      caller,
    );
    return this.#commands.retry(promotionId, request, caller);
  }

  /** Also of a Stage that the file no longer has. */
  async review(promotionId: string, request: ReviewRequest, caller: Caller) {
    const { entityRef, stage } = await this.#reads.getPromotion(
      promotionId,
      caller,
    );
    if (caller.actor.type === 'service') {
      throw new NotAllowedError(
        'A service never signs a Promotion; a person has to',
      );
    }
    await this.#guard.authorize(
      waybillPromotionReviewPermission,
      { entityRef, stage },
      caller,
    );
    return this.#commands.review(promotionId, request, caller);
  }

  #assertMayVerify(target: StageTarget, caller: Caller) {
    return this.#guard.assertMay(
      { service: 'verify', user: waybillStageVerifyPermission },
      target,
      caller,
    );
  }

  #assertMayHold(target: StageTarget, caller: Caller) {
    return this.#guard.assertMay(
      { service: 'hold', user: waybillStageHoldPermission },
      target,
      caller,
    );
  }
}
