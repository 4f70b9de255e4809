/**
 * Waybill: types, schemas, permissions, API client and the pure rules both sides share.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './api/PreviewView';
export * from './api/views';
export type { WaybillApi } from './api/WaybillApi';
export * from './model/Actor';
export * from './model/Artifacts';
export * from './model/Changelog';
export * from './model/Freight';
export * from './model/Gate';
export * from './model/Health';
export * from './model/JsonTypes';
export * from './model/PipelineDefinition';
export * from './model/Promotion';
export * from './model/Setback';
export * from './model/StageSnapshot';
export * from './model/StageState';
export * from './model/Verification';
export * from './permissions/parseStageResourceRef';
export * from './permissions/permissions';
export * from './permissions/resourceTypes';
export * from './permissions/stageResourceRef';
export * from './rules';
export * from './client';
