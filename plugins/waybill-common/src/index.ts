/**
 * Waybill: types, schemas, permissions, API client and the pure rules both sides share.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './api/AskedReview';
export * from './api/FreightView';
export * from './api/GatesView';
export * from './api/HealthView';
export * from './api/HistoryItem';
export * from './api/Page';
export * from './api/PipelineView';
export * from './api/PreviewView';
export * from './api/PromotionView';
export * from './api/RetryRequest';
export * from './api/ReviewRequest';
export * from './api/ReviewView';
export * from './api/StageView';
export * from './api/VerificationView';
export * from './api/WarehouseView';
export type { WaybillApi } from './api/WaybillApi';
export * from './model/Actor';
export * from './model/Artifacts';
export * from './model/Changelog';
export * from './model/Freight';
export * from './model/Gate';
export * from './model/Health';
export * from './model/JsonTypes';
export * from './model/PipelineDefinition';
export * from './model/PipelineState';
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
