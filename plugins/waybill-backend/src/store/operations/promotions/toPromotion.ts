import {
  PromotionPhase,
  PromotionRecord,
  PromotionStepState,
  RetryFrom,
  StepStatus,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbPromotionRow, DbPromotionStepRow } from '../../tables';

/** Rows as Promotions with their steps, in the order of the rows. */
export async function toPromotions(
  tx: Knex,
  rows: DbPromotionRow[],
): Promise<PromotionRecord[]> {
  const steps = new Map<string, PromotionStepState[]>();
  if (rows.length > 0) {
    const stepRows = await tx<DbPromotionStepRow>('promotion_steps')
      .whereIn(
        'promotion_id',
        rows.map(row => row.id),
      )
      .orderBy(['promotion_id', 'position']);
    for (const row of stepRows) {
      steps.set(row.promotion_id, [
        ...(steps.get(row.promotion_id) ?? []),
        toStep(row),
      ]);
    }
  }
  return rows.map(row => toPromotion(row, steps.get(row.id) ?? []));
}

function toStep(row: DbPromotionStepRow): PromotionStepState {
  return {
    alias: row.alias,
    uses: row.uses,
    status: row.status as StepStatus,
    startedAt: column.readTimeOrUndefined(row.started_at),
    finishedAt: column.readTimeOrUndefined(row.finished_at),
    message: row.message ?? undefined,
    output: column.readJsonOrUndefined(row.output_json),
    errorCount: row.error_count,
    record: column.readJson(row.record_json),
    ranBy: column.readJsonOrUndefined(row.ran_by_json),
  };
}

function toPromotion(
  row: DbPromotionRow,
  stepStates: PromotionStepState[],
): PromotionRecord {
  return {
    id: row.id,
    pipelineId: row.pipeline_id,
    entityRef: row.entity_ref,
    project: row.project,
    stage: row.stage,
    freight: row.freight_id,
    origin: row.origin,
    collection: column.readJsonOrUndefined(row.collection_json),
    phase: row.phase as PromotionPhase,
    message: row.message ?? undefined,
    createdBy: column.readJson(row.created_by_json),
    createdAt: column.readTime(row.created_at),
    startedAt: column.readTimeOrUndefined(row.started_at),
    finishedAt: column.readTimeOrUndefined(row.finished_at),
    reason: row.reason ?? undefined,
    rollback: Boolean(row.rollback),
    retryOf: row.retry_of ?? undefined,
    retryFrom: (row.retry_from as RetryFrom | null) ?? undefined,
    holdIntent: (row.hold_intent as 'hold' | 'resume' | null) ?? undefined,
    shard: row.shard ?? undefined,
    vars: column.readJson(row.vars_json),
    steps: column.readJson(row.steps_json),
    stepStates,
    healthChecks: column.readJson(row.health_checks_json),
    gates: column.readJson(row.gates_json),
    abortRequested: column.readJsonOrUndefined(row.abort_json),
  };
}
