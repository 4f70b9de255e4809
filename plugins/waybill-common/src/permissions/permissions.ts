import { createPermission } from '@backstage/plugin-permission-common';
import {
  RESOURCE_TYPE_WAYBILL_PIPELINE,
  RESOURCE_TYPE_WAYBILL_STAGE,
} from './resourceTypes';

const onStage = { resourceType: RESOURCE_TYPE_WAYBILL_STAGE } as const;
const onPipeline = { resourceType: RESOURCE_TYPE_WAYBILL_PIPELINE } as const;

/** Also gates the tab. @public */
export const waybillPipelineReadPermission = createPermission({
  name: 'waybill.pipeline.read',
  attributes: { action: 'read' },
});
/** @public */
export const waybillAuditReadPermission = createPermission({
  name: 'waybill.audit.read',
  attributes: { action: 'read' },
});
/** @public */
export const waybillPolicyOverridePermission = createPermission({
  name: 'waybill.policy.override',
  attributes: { action: 'update' },
});
/** @public */
export const waybillStagePromotePermission = createPermission({
  name: 'waybill.stage.promote',
  attributes: { action: 'create' },
  ...onStage,
});
/** @public */
export const waybillStageRollbackPermission = createPermission({
  name: 'waybill.stage.rollback',
  attributes: { action: 'update' },
  ...onStage,
});
/** @public */
export const waybillFreightApprovePermission = createPermission({
  name: 'waybill.freight.approve',
  attributes: { action: 'update' },
  ...onStage,
});
/** @public */
export const waybillPromotionReviewPermission = createPermission({
  name: 'waybill.promotion.review',
  attributes: { action: 'update' },
  ...onStage,
});
/** @public */
export const waybillPromotionAbortPermission = createPermission({
  name: 'waybill.promotion.abort',
  attributes: { action: 'delete' },
  ...onStage,
});
/** @public */
export const waybillStageVerifyPermission = createPermission({
  name: 'waybill.stage.verify',
  attributes: { action: 'update' },
  ...onStage,
});
/** @public */
export const waybillStageHoldPermission = createPermission({
  name: 'waybill.stage.hold',
  attributes: { action: 'update' },
  ...onStage,
});
/** @public */
export const waybillPipelineRefreshPermission = createPermission({
  name: 'waybill.pipeline.refresh',
  attributes: { action: 'update' },
  ...onPipeline,
});
/** @public */
export const waybillWarehouseRefreshPermission = createPermission({
  name: 'waybill.warehouse.refresh',
  attributes: { action: 'update' },
  ...onPipeline,
});
/** @public */
export const waybillFreightCreatePermission = createPermission({
  name: 'waybill.freight.create',
  attributes: { action: 'create' },
  ...onPipeline,
});

/** On `waybill-stage`. @public */
export const waybillStagePermissions = [
  waybillStagePromotePermission,
  waybillStageRollbackPermission,
  waybillFreightApprovePermission,
  waybillPromotionReviewPermission,
  waybillPromotionAbortPermission,
  waybillStageVerifyPermission,
  waybillStageHoldPermission,
];
/** On `waybill-pipeline`. @public */
export const waybillPipelinePermissions = [
  waybillPipelineRefreshPermission,
  waybillWarehouseRefreshPermission,
  waybillFreightCreatePermission,
];
/** All of them. @public */
export const waybillPermissions = [
  waybillPipelineReadPermission,
  waybillAuditReadPermission,
  waybillPolicyOverridePermission,
  ...waybillStagePermissions,
  ...waybillPipelinePermissions,
];
