import { createConditionExports } from '@backstage/plugin-permission-node';
import { waybillPipelineRules } from './pipelineRules';
import {
  waybillPipelineResourceRef,
  waybillStageResourceRef,
} from './resourceRefs';
import { waybillStageRules } from './stageRules';

const stage = createConditionExports({
  resourceRef: waybillStageResourceRef,
  rules: waybillStageRules,
});
const pipeline = createConditionExports({
  resourceRef: waybillPipelineResourceRef,
  rules: waybillPipelineRules,
});

/** `waybillStageConditions.isEntityOwner({ claims })`, … @public */
export const waybillStageConditions = stage.conditions;
/** For a permission on `waybill-stage`. @public */
export const createWaybillStageConditionalDecision =
  stage.createConditionalDecision;
/** `waybillPipelineConditions.isEntityOwner({ claims })`, … @public */
export const waybillPipelineConditions = pipeline.conditions;
/** For a permission on `waybill-pipeline`. @public */
export const createWaybillPipelineConditionalDecision =
  pipeline.createConditionalDecision;
