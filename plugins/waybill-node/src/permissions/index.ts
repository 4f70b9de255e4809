export * from './conditions';
export { waybillPipelineRules } from './pipelineRules';
export * from './resourceRefs';
export { waybillStageRules } from './stageRules';
export type { WaybillFilter } from './WaybillFilter';
export type { WaybillPipelineResource } from './WaybillPipelineResource';
export type { WaybillStageResource } from './WaybillStageResource';
