import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  Actor,
  autoPromotionIntent,
  freightGates,
  originOf,
  PromotionRecord,
  RetryFrom,
  StageSnapshot,
} from '@waybill/backstage-plugin-waybill-common';
import { decodeTime } from 'ulid';
import { IdsPort } from '../../ports';
import { appendAudit } from '../../store/operations/audit/appendAudit';
import { getPromotion } from '../../store/operations/promotions/getPromotion';
import { insertPromotion } from '../../store/operations/promotions/insertPromotion';
import { newestUlid } from '../../store/operations/promotions/newestUlid';
import { reserveIdempotencyKey } from '../../store/operations/promotions/reserveIdempotencyKey';
import { EngineTransaction } from '../transact';
import { idempotencyOf } from './idempotencyOf';
import { planOf } from './planOf';

/**
 * Makes a Pending Promotion with everything needed to run it, copied from the Stage, and has the Stage looked at.
 *
 * @remarks The caller has locked the Stage: ids of one Stage are in order. A repeated Idempotency-Key answers with the
 * Promotion that the same request has made before.
 */
export async function createPromotion(
  { tx, now, poke }: EngineTransaction,
  options: {
    ids: IdsPort;
    pipelineId: string;
    snapshot: StageSnapshot;
    freight: string;
    actor: Actor;
    reason?: string;
    rollback: boolean;
    retry?: { of: string; from: RetryFrom };
    idempotencyKey?: string;
    asked?: string;
  },
): Promise<PromotionRecord> {
  const { pipelineId, snapshot, actor, reason, rollback } = options;
  const { stage } = snapshot;
  const freight = snapshot.freight.find(it => it.id === options.freight);
  if (!freight) {
    throw new NotFoundError(
      `${snapshot.entityRef} has no Freight ${options.freight} that ${stage.name} could take`,
    );
  }
  const last = await newestUlid(tx, { pipelineId, stage: stage.name });
  const ulid = options.ids.ulid(
    // Another replica may have made one in this very millisecond.
    new Date(Math.max(now.getTime(), last ? decodeTime(last) + 1 : 0)),
  );
  const id = `${stage.name}.${ulid}.${freight.id.slice(0, 7)}`;
  if (options.idempotencyKey !== undefined) {
    const earlier = await reserveIdempotencyKey(tx, {
      ...idempotencyOf({ ...options, stage: stage.name, freight: freight.id }),
      key: options.idempotencyKey,
      promotionId: id,
      now,
    });
    const promotion = earlier && (await getPromotion(tx, { id: earlier }));
    if (promotion) {
      return promotion;
    }
    if (earlier) {
      throw new ConflictError(`Promotion ${earlier} is just being made`);
    }
  }
  const plan = await planOf(tx, { snapshot, retry: options.retry });
  const promotion: PromotionRecord = {
    id,
    pipelineId,
    entityRef: snapshot.entityRef,
    project: snapshot.project,
    stage: stage.name,
    freight: freight.id,
    origin: originOf(freight.warehouse),
    phase: 'Pending',
    createdBy: actor,
    createdAt: now.toISOString(),
    reason,
    rollback,
    holdIntent:
      actor.type === 'policy'
        ? undefined
        : autoPromotionIntent(snapshot, freight.id, now, { rollback }),
    ...plan,
    gates: freightGates(snapshot, freight.id, now, {
      rollback,
      resumes: plan.retryFrom === 'failed-step' ? plan.retryOf : undefined,
    }),
  };
  await insertPromotion(tx, { promotion });
  await appendAudit(tx, {
    pipelineId,
    now,
    entry: {
      actor,
      action: actionOf(options),
      stage: stage.name,
      subject: id,
      detail: {
        freight: freight.id,
        reason,
        retryOf: plan.retryOf,
        retryFrom: plan.retryFrom,
      },
    },
  });
  poke({ kind: 'stage', pipelineId, name: stage.name });
  return promotion;
}

function actionOf({
  retry,
  rollback,
}: {
  retry?: object;
  rollback: boolean;
}): string {
  if (retry) {
    return 'promotion.retry-created';
  }
  return rollback ? 'promotion.rollback-created' : 'promotion.created';
}
