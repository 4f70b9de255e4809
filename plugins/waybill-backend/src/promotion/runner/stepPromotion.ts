import { InputError } from '@backstage/errors';
import { PromotionStepState } from '@waybill/backstage-plugin-waybill-common';
import { StepPromotion } from '@waybill/backstage-plugin-waybill-node';
import { PromotionTurn } from '../../ports';
import { promotionUrl } from './promotionUrl';

/** What steps are told of their Promotion. Throws an `InputError` without its Freight. */
export function stepPromotion(
  { promotion, freight }: Pick<PromotionTurn, 'promotion' | 'freight'>,
  uiBaseUrl: string | undefined,
): StepPromotion {
  const targetFreight = freight.find(item => item.id === promotion.freight);
  if (!targetFreight) {
    throw new InputError(
      `Promotion ${promotion.id} is of Freight ${promotion.freight}, which was not given`,
    );
  }
  const carriedFrom = new Set(
    promotion.stepStates.flatMap(({ ranBy }) => ranBy?.promotion ?? []),
  );
  return {
    id: promotion.id,
    url: promotionUrl(uiBaseUrl, promotion),
    ...(carriedFrom.size > 0 && { carriedFrom: [...carriedFrom] }),
    entityRef: promotion.entityRef,
    project: promotion.project,
    stage: promotion.stage,
    actor: promotion.createdBy,
    rollback: promotion.rollback,
    reason: promotion.reason,
    shard: promotion.shard,
    targetFreight,
    freight,
    collection: promotion.collection ?? {
      [promotion.origin]: promotion.freight,
    },
  };
}

/** A step that was carried over is told of the Promotion that ran it: done again, it gives what it gave then. */
export function promotionOfStep(
  whole: StepPromotion,
  { ranBy }: Pick<PromotionStepState, 'ranBy'>,
  uiBaseUrl: string | undefined,
): StepPromotion {
  if (!ranBy) {
    return whole;
  }
  const { promotion: id, actor, reason } = ranBy;
  const url = promotionUrl(uiBaseUrl, { id, entityRef: whole.entityRef });
  return { ...whole, id, url, actor, reason };
}
