import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_WAYBILL_PIPELINE,
  RESOURCE_TYPE_WAYBILL_STAGE,
  waybillAuditReadPermission,
  waybillFreightApprovePermission,
  waybillPipelineReadPermission,
  waybillPolicyOverridePermission,
} from '@waybill/backstage-plugin-waybill-common';
import {
  createWaybillPipelineConditionalDecision,
  createWaybillStageConditionalDecision,
  waybillPipelineConditions,
  waybillStageConditions,
} from '@waybill/backstage-plugin-waybill-node';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

const LEADS = 'group:default/storefront-leads';
const SRE = 'group:default/sre';
const FOR_SRES = [waybillAuditReadPermission, waybillPolicyOverridePermission];
/** Where a developer may promote without asking anybody. */
const DEVELOPER_STAGES = ['dev', 'uat', 'test', 'uat-eu', 'uat-us'];

/**
 * Who may do what in the example company.
 *
 * - everybody sees only what their groups own, and the company's people and groups; the SREs see all
 * - developers do everything but approve in the Stages before production of their entities
 * - leads promote, approve and roll back in all Stages of their entities
 * - SREs do everything everywhere, and they alone read the audit trail and override policies
 */
export class DemoPolicy implements PermissionPolicy {
  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const { permission } = request;
    const claims = user?.info.ownershipEntityRefs ?? [];
    if (claims.includes(SRE)) return ALLOW;
    if (FOR_SRES.some(it => isPermission(permission, it))) return DENY;
    if (isPermission(permission, catalogEntityReadPermission)) {
      return createCatalogConditionalDecision(permission, {
        anyOf: [
          catalogConditions.isEntityOwner({ claims }),
          catalogConditions.isEntityKind({
            kinds: ['User', 'Group', 'Location'],
          }),
        ],
      });
    }
    if (isResourcePermission(permission, RESOURCE_TYPE_WAYBILL_PIPELINE)) {
      return createWaybillPipelineConditionalDecision(
        permission,
        waybillPipelineConditions.isEntityOwner({ claims }),
      );
    }
    if (isResourcePermission(permission, RESOURCE_TYPE_WAYBILL_STAGE)) {
      const owner = waybillStageConditions.isEntityOwner({ claims });
      if (claims.includes(LEADS)) {
        return createWaybillStageConditionalDecision(permission, owner);
      }
      if (isPermission(permission, waybillFreightApprovePermission))
        return DENY;
      const early = waybillStageConditions.hasStageName({
        names: DEVELOPER_STAGES,
      });
      return createWaybillStageConditionalDecision(permission, {
        allOf: [owner, early],
      });
    }
    if (isPermission(permission, waybillPipelineReadPermission)) return ALLOW;
    return permission.attributes.action === 'read' ? ALLOW : DENY;
  }
}
