import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { StepPromotion } from '@waybill/backstage-plugin-waybill-node';

/** `ctx` of expressions. */
export function promotionContext(
  promotion: StepPromotion,
  alias: string,
  uiBaseUrl?: string,
): JsonObject {
  const { targetFreight } = promotion;
  return {
    // Undefined fields are not there.
    uiBaseUrl,
    project: promotion.project,
    stage: promotion.stage,
    promotion: promotion.id,
    targetFreight: {
      name: targetFreight.id,
      alias: targetFreight.alias,
      origin: { kind: 'Warehouse', name: targetFreight.warehouse },
    },
    meta: {
      promotion: {
        actor: promotion.actor.ref,
        rollback: promotion.rollback,
      },
      step: { alias },
    },
  };
}
