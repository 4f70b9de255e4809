import { DbTime } from './column';

export interface DbPipelineRow {
  id: string;
  entity_ref: string;
  entity_uid: string;
  entity_json: string;
  entity_gone_at: DbTime | null;
  project: string | null;
  state: string;
  errors_json: string;
  source_url: string | null;
  etag: string | null;
  files_json: string | null;
  parser_version: string | null;
  definition_json: string | null;
  read_at: DbTime | null;
  created_at: DbTime;
}

export interface DbWarehouseRow {
  pipeline_id: string;
  name: string;
  last_checked_at: DbTime | null;
  error: string | null;
  found_json: string | null;
  artifacts_json: string | null;
  cursors_json: string | null;
}

export interface DbFreightRow {
  pipeline_id: string;
  id: string;
  alias: string;
  warehouse: string;
  created_at: DbTime;
  artifacts_json: string;
  rejected_json: string | null;
}

export interface DbFreightStageRow {
  pipeline_id: string;
  freight_id: string;
  stage: string;
  currently_since: DbTime | null;
  verified_at: DbTime | null;
  failed_json: string | null;
  longest_soak_ms: DbTime | null;
  approved_at: DbTime | null;
  approved_by_json: string | null;
  approved_reason: string | null;
}

export interface DbMetadataRow {
  pipeline_id: string;
  kind: string;
  subject: string;
  key: string;
  value_json: string;
}

export interface DbStageRow {
  pipeline_id: string;
  name: string;
  state_json: string;
}

export interface DbStageHistoryRow {
  seq: number | string;
  pipeline_id: string;
  stage: string;
  promotion_id: string;
  freight_id: string;
  collection_json: string;
  rollback: boolean | number;
  verified: boolean | number;
  verifications_json: string | null;
  at: DbTime;
}

export interface DbPromotionRow {
  id: string;
  ulid: string;
  pipeline_id: string;
  entity_ref: string;
  project: string;
  stage: string;
  freight_id: string;
  origin: string;
  collection_json: string | null;
  phase: string;
  message: string | null;
  created_by_json: string;
  created_at: DbTime;
  started_at: DbTime | null;
  finished_at: DbTime | null;
  reason: string | null;
  rollback: boolean | number;
  retry_of: string | null;
  retry_from: string | null;
  hold_intent: string | null;
  shard: string | null;
  vars_json: string;
  steps_json: string;
  health_checks_json: string;
  gates_json: string;
  abort_json: string | null;
}

export interface DbPromotionStepRow {
  promotion_id: string;
  position: number;
  alias: string;
  uses: string;
  status: string;
  started_at: DbTime | null;
  finished_at: DbTime | null;
  message: string | null;
  output_json: string | null;
  error_count: number;
  record_json: string;
  ran_by_json: string | null;
}

export interface DbPromotionReviewRow {
  promotion_id: string;
  alias: string;
  seq: number;
  user_ref: string;
  decision: string;
  reason: string | null;
  ownership_json: string;
  at: DbTime;
}

export interface DbLockGroupRow {
  pipeline_id: string;
  name: string;
  promotion_id: string | null;
  stage: string | null;
}

export interface DbIdempotencyKeyRow {
  scope: string;
  key: string;
  fingerprint: string;
  promotion_id: string;
  created_at: DbTime;
}

export interface DbWorkItemRow {
  id: string;
  kind: string;
  pipeline_id: string | null;
  name: string;
  next_at: DbTime;
  pokes: number;
  claimed_pokes: number | null;
  claim_token: string | null;
  claimed_by: string | null;
  lease_until: DbTime | null;
  failures: number;
  last_error: string | null;
  memory_json: string;
}

export interface DbAuditRow {
  pipeline_id: string;
  seq: number;
  at: DbTime;
  actor_json: string;
  action: string;
  stage: string | null;
  subject: string | null;
  detail_json: string;
  previous_hash: string;
  hash: string;
}

export interface DbAuditHeadRow {
  pipeline_id: string;
  seq: number;
  hash: string;
}
