import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_WAYBILL_PIPELINE,
  RESOURCE_TYPE_WAYBILL_STAGE,
} from '@waybill/backstage-plugin-waybill-common';
import { WaybillFilter } from './WaybillFilter';
import { WaybillPipelineResource } from './WaybillPipelineResource';
import { WaybillStageResource } from './WaybillStageResource';

/** @public */
export const waybillStageResourceRef = createPermissionResourceRef<
  WaybillStageResource,
  WaybillFilter
>().with({ pluginId: 'waybill', resourceType: RESOURCE_TYPE_WAYBILL_STAGE });

/** @public */
export const waybillPipelineResourceRef = createPermissionResourceRef<
  WaybillPipelineResource,
  WaybillFilter
>().with({ pluginId: 'waybill', resourceType: RESOURCE_TYPE_WAYBILL_PIPELINE });
