import {
  AuditorService,
  AuditorServiceEventSeverityLevel,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { toError } from '@backstage/errors';
import {
  RetryRequest,
  ReviewRequest,
} from '@waybill/backstage-plugin-waybill-common';
import { Caller } from '../Caller';
import {
  PromoteRequest,
  RollbackRequest,
  StageCommands,
  StageTarget,
} from './StageCommands';

/** Every write is an auditor event, refused ones included. */
export class AuditedStageCommands implements StageCommands {
  readonly #commands: StageCommands;
  readonly #auditor: AuditorService;

  constructor(commands: StageCommands, auditor: AuditorService) {
    this.#commands = commands;
    this.#auditor = auditor;
  }

  approve(
    target: StageTarget,
    request: { freight: string; reason?: string },
    caller: Caller,
  ) {
    return this.#audit(
      'freight-approve',
      'high',
      caller,
      { ...target, ...request },
      () => this.#commands.approve(target, request, caller),
    );
  }

  preview(target: StageTarget, request: { freight: string }, caller: Caller) {
    return this.#commands.preview(target, request, caller);
  }

  promote(target: StageTarget, request: PromoteRequest, caller: Caller) {
    const { freight, reason } = request;
    return this.#audit(
      'promotion-create',
      'medium',
      caller,
      { ...target, freight, reason },
      () => this.#commands.promote(target, request, caller),
    );
  }

  rollback(target: StageTarget, request: RollbackRequest, caller: Caller) {
    return this.#audit(
      'stage-rollback',
      'high',
      caller,
      { ...target, ...request },
      () => this.#commands.rollback(target, request, caller),
    );
  }

  hold(
    target: StageTarget,
    request: { origin?: string; reason: string },
    caller: Caller,
  ) {
    return this.#audit(
      'stage-hold',
      'medium',
      caller,
      { ...target, ...request },
      () => this.#commands.hold(target, request, caller),
    );
  }

  resume(target: StageTarget, request: { origin?: string }, caller: Caller) {
    return this.#audit(
      'stage-resume',
      'medium',
      caller,
      { ...target, ...request },
      () => this.#commands.resume(target, request, caller),
    );
  }

  verify(target: StageTarget, caller: Caller) {
    return this.#audit('stage-verify', 'medium', caller, { ...target }, () =>
      this.#commands.verify(target, caller),
    );
  }

  abortVerification(target: StageTarget, caller: Caller) {
    return this.#audit(
      'stage-verify-abort',
      'medium',
      caller,
      { ...target },
      () => this.#commands.abortVerification(target, caller),
    );
  }

  refreshStage(target: StageTarget, caller: Caller) {
    return this.#audit('stage-refresh', 'low', caller, { ...target }, () =>
      this.#commands.refreshStage(target, caller),
    );
  }

  refreshPipeline(entityRef: string, caller: Caller) {
    return this.#audit('pipeline-refresh', 'low', caller, { entityRef }, () =>
      this.#commands.refreshPipeline(entityRef, caller),
    );
  }

  refreshWarehouse(
    target: { entityRef: string; warehouse: string },
    caller: Caller,
  ) {
    return this.#audit('warehouse-refresh', 'low', caller, { ...target }, () =>
      this.#commands.refreshWarehouse(target, caller),
    );
  }

  abort(promotionId: string, request: { reason?: string }, caller: Caller) {
    return this.#audit(
      'promotion-abort',
      'high',
      caller,
      { promotionId, ...request },
      () => this.#commands.abort(promotionId, request, caller),
    );
  }

  retry(
    promotionId: string,
    request: RetryRequest & { idempotencyKey?: string },
    caller: Caller,
  ) {
    const { from, reason } = request;
    return this.#audit(
      'promotion-retry',
      'medium',
      caller,
      { promotionId, from, reason },
      () => this.#commands.retry(promotionId, request, caller),
    );
  }

  review(promotionId: string, request: ReviewRequest, caller: Caller) {
    return this.#audit(
      'promotion-review',
      'high',
      caller,
      { promotionId, ...request },
      () => this.#commands.review(promotionId, request, caller),
    );
  }

  async #audit<T>(
    eventId: string,
    severityLevel: AuditorServiceEventSeverityLevel,
    caller: Caller,
    meta: { [key: string]: string | undefined },
    work: () => Promise<T>,
  ): Promise<T> {
    const event = await this.#auditor.createEvent({
      eventId,
      severityLevel,
      request: caller.request,
      meta: JSON.parse(
        JSON.stringify({ ...meta, actor: caller.actor }),
      ) as JsonObject,
    });
    let result: T;
    try {
      result = await work();
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
    await event.success();
    return result;
  }
}
