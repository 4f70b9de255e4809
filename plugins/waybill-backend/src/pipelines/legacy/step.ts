import {
  JsonObject,
  PromotionStepDefinition,
} from '@waybill/backstage-plugin-waybill-common';

/** A step without variables; `condition` is an expression without its braces. */
export function step(
  uses: string,
  as: string,
  config: JsonObject,
  condition?: string,
): PromotionStepDefinition {
  return {
    uses,
    as,
    ...(condition && { if: `\${{ ${condition} }}` }),
    vars: [],
    config,
  };
}
