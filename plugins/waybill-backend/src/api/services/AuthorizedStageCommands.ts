import { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  waybillFreightApprovePermission,
  waybillPipelineRefreshPermission,
  waybillPromotionAbortPermission,
  waybillStageHoldPermission,
  waybillStagePromotePermission,
  waybillStageRollbackPermission,
  waybillWarehouseRefreshPermission,
} from '@waybill/backstage-plugin-waybill-common';
import { Caller } from '../Caller';
import { EntityVisibility } from '../EntityVisibility';
import { ServiceAction, ServiceRules } from '../ServiceRules';
import { PipelineReads } from './PipelineReads';
import {
  PromoteRequest,
  RollbackRequest,
  StageCommands,
  StageTarget,
} from './StageCommands';

/** Commands behind visibility, permissions and, for services, `waybill.services`. */
export class AuthorizedStageCommands implements StageCommands {
  readonly #options: {
    commands: StageCommands;
    reads: PipelineReads;
    visibility: EntityVisibility;
    permissions: PermissionsService;
    services: ServiceRules;
  };

  constructor(options: {
    commands: StageCommands;
    reads: PipelineReads;
    visibility: EntityVisibility;
    permissions: PermissionsService;
    services: ServiceRules;
  }) {
    this.#options = options;
  }

  async approve(
    target: StageTarget,
    request: { freight: string; reason?: string },
    caller: Caller,
  ) {
    await this.#visible(target.entityRef, caller);
    if (caller.actor.type === 'service') {
      throw new NotAllowedError(
        'A service never approves Freight; a person has to',
      );
    }
    await this.#authorize(waybillFreightApprovePermission, target, caller);
    return this.#options.commands.approve(target, request, caller);
  }

  async preview(
    target: StageTarget,
    request: { freight: string },
    caller: Caller,
  ) {
    await this.#visible(target.entityRef, caller);
    return this.#options.commands.preview(target, request, caller);
  }

  async promote(target: StageTarget, request: PromoteRequest, caller: Caller) {
    await this.#may('promote', waybillStagePromotePermission, target, caller);
    return this.#options.commands.promote(target, request, caller);
  }

  async rollback(
    target: StageTarget,
    request: RollbackRequest,
    caller: Caller,
  ) {
    await this.#may('rollback', waybillStageRollbackPermission, target, caller);
    return this.#options.commands.rollback(target, request, caller);
  }

  async hold(
    target: StageTarget,
    request: { origin?: string; reason: string },
    caller: Caller,
  ) {
    await this.#may('hold', waybillStageHoldPermission, target, caller);
    return this.#options.commands.hold(target, request, caller);
  }

  async resume(
    target: StageTarget,
    request: { origin?: string },
    caller: Caller,
  ) {
    await this.#may('hold', waybillStageHoldPermission, target, caller);
    return this.#options.commands.resume(target, request, caller);
  }

  async refreshStage(target: StageTarget, caller: Caller) {
    await this.#may(
      'refresh',
      waybillPipelineRefreshPermission,
      target,
      caller,
    );
    return this.#options.commands.refreshStage(target, caller);
  }

  async refreshPipeline(entityRef: string, caller: Caller) {
    await this.#may(
      'refresh',
      waybillPipelineRefreshPermission,
      { entityRef },
      caller,
    );
    return this.#options.commands.refreshPipeline(entityRef, caller);
  }

  async refreshWarehouse(
    target: { entityRef: string; warehouse: string },
    caller: Caller,
  ) {
    const { entityRef } = target;
    await this.#may(
      'refresh',
      waybillWarehouseRefreshPermission,
      { entityRef },
      caller,
    );
    return this.#options.commands.refreshWarehouse(target, caller);
  }

  async abort(
    promotionId: string,
    request: { reason?: string },
    caller: Caller,
  ) {
    const { entityRef, stage } = await this.#options.reads.getPromotion(
      promotionId,
      caller,
    );
    await this.#may(
      'abort',
      waybillPromotionAbortPermission,
      { entityRef, stage },
      caller,
    );
    return this.#options.commands.abort(promotionId, request, caller);
  }

  #visible(entityRef: string, caller: Caller) {
    return this.#options.visibility.assertVisible(entityRef, caller);
  }

  async #may(
    action: ServiceAction,
    permission: ResourcePermission,
    target: { entityRef: string; stage?: string },
    caller: Caller,
  ) {
    await this.#visible(target.entityRef, caller);
    if (caller.actor.type === 'service') {
      this.#options.services.assertMay(
        caller.actor.ref,
        action,
        target.entityRef,
        target.stage,
      );
    }
    await this.#authorize(permission, target, caller);
  }

  async #authorize(
    permission: ResourcePermission,
    target: { entityRef: string; stage?: string },
    caller: Caller,
  ) {
    const onStage = permission.resourceType === 'waybill-stage';
    const resourceRef = onStage
      ? `${target.entityRef}/${target.stage}`
      : target.entityRef;
    const [decision] = await this.#options.permissions.authorize(
      [{ permission, resourceRef }],
      {
        credentials: caller.credentials,
      },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `${caller.actor.ref} may not do this ${
          onStage ? `in ${target.stage} of` : 'to'
        } ${target.entityRef}: it needs the permission ${permission.name}`,
      );
    }
  }
}
