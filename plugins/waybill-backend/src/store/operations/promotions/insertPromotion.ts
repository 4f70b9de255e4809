import { PromotionRecord } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbPromotionRow, DbPromotionStepRow } from '../../tables';

/** Keeps a new Promotion with its steps. */
export async function insertPromotion(
  tx: Knex.Transaction,
  options: { promotion: PromotionRecord },
): Promise<void> {
  const { promotion } = options;
  await tx<DbPromotionRow>('promotions').insert({
    id: promotion.id,
    ulid: promotionUlid(promotion.id),
    pipeline_id: promotion.pipelineId,
    entity_ref: promotion.entityRef,
    project: promotion.project,
    stage: promotion.stage,
    freight_id: promotion.freight,
    origin: promotion.origin,
    collection_json: column.jsonOrNull(promotion.collection),
    phase: promotion.phase,
    message: promotion.message ?? null,
    created_by_json: column.json(promotion.createdBy),
    created_at: new Date(promotion.createdAt).getTime(),
    started_at: column.time(promotion.startedAt),
    finished_at: column.time(promotion.finishedAt),
    reason: promotion.reason ?? null,
    rollback: promotion.rollback,
    retry_of: promotion.retryOf ?? null,
    retry_from: promotion.retryFrom ?? null,
    hold_intent: promotion.holdIntent ?? null,
    shard: promotion.shard ?? null,
    vars_json: column.json(promotion.vars),
    steps_json: column.json(promotion.steps),
    health_checks_json: column.json(promotion.healthChecks),
    gates_json: column.json(promotion.gates),
    abort_json: column.jsonOrNull(promotion.abortRequested),
  });
  if (promotion.stepStates.length > 0) {
    await tx<DbPromotionStepRow>('promotion_steps').insert(
      promotion.stepStates.map((step, position) => ({
        promotion_id: promotion.id,
        position,
        alias: step.alias,
        uses: step.uses,
        status: step.status,
        started_at: column.time(step.startedAt),
        finished_at: column.time(step.finishedAt),
        message: step.message ?? null,
        output_json: column.jsonOrNull(step.output),
        error_count: step.errorCount,
        record_json: column.json(step.record),
        ran_by_json: column.jsonOrNull(step.ranBy),
      })),
    );
  }
}

/** The middle of `<stage>.<ulid>.<freight>`; a Stage's name may hold dots itself. */
function promotionUlid(id: string): string {
  return id.split('.').slice(-2)[0];
}
