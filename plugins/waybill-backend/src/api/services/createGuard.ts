import { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  RESOURCE_TYPE_WAYBILL_STAGE,
  stageResourceRef,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { Caller } from '../Caller';
import { EntityVisibility } from '../EntityVisibility';
import { ServiceAction, ServiceRules } from '../ServiceRules';
import { assertKnown, CommandTarget } from './assertKnown';

/** What an action needs: of a service to be listed, of everybody the permission, which services have by design. */
export interface Needed {
  service: ServiceAction;
  user: ResourcePermission;
}

/**
 * What is asked before every command, in this order: whether the caller sees the entity, whether what they name exists,
 * whether they may. So nobody learns of a hidden entity, and who sees one is told of their typing error.
 */
export interface Guard {
  /** @throws NotFoundError */
  assertSees(target: CommandTarget, caller: Caller): Promise<void>;
  /** All three. @throws NotFoundError, NotAllowedError */
  assertMay(
    needed: Needed,
    target: CommandTarget,
    caller: Caller,
  ): Promise<void>;
  /** The last alone. @throws NotAllowedError that says what would allow it */
  assertAllowed(
    needed: Needed,
    target: CommandTarget,
    caller: Caller,
  ): Promise<void>;
  /** The permission alone. @throws NotAllowedError that names it */
  authorize(
    permission: ResourcePermission,
    target: CommandTarget,
    caller: Caller,
  ): Promise<void>;
}

export function createGuard(options: {
  knex: Knex;
  visibility: EntityVisibility;
  permissions: PermissionsService;
  services: ServiceRules;
}): Guard {
  const { knex, visibility, permissions, services } = options;

  const authorize: Guard['authorize'] = async (permission, target, caller) => {
    const { entityRef, stage } = target;
    const onStage =
      permission.resourceType === RESOURCE_TYPE_WAYBILL_STAGE &&
      stage !== undefined;
    const [decision] = await permissions.authorize(
      [
        {
          permission,
          resourceRef: onStage ? stageResourceRef(entityRef, stage) : entityRef,
        },
      ],
      { credentials: caller.credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `${caller.actor.ref} may not do this ${
          onStage ? `in ${stage} of` : 'to'
        } ${entityRef}: it needs the permission ${permission.name}`,
      );
    }
  };

  const assertSees: Guard['assertSees'] = async (target, caller) => {
    await visibility.assertVisible(target.entityRef, caller);
    await assertKnown(knex, target);
  };

  const assertAllowed: Guard['assertAllowed'] = async (
    needed,
    target,
    caller,
  ) => {
    const { actor } = caller;
    if (actor.type === 'service') {
      services.assertMay(actor.ref, needed.service, target);
    }
    await authorize(needed.user, target, caller);
  };

  return {
    assertSees,
    assertAllowed,
    authorize,
    async assertMay(needed, target, caller) {
      await assertSees(target, caller);
      await assertAllowed(needed, target, caller);
    },
  };
}
