import { planPromotion } from '@waybill/backstage-plugin-waybill-backend/src/promotion/planPromotion';
import { builtInSteps } from '@waybill/backstage-plugin-waybill-backend/src/promotion/steps';
import { benchTurn } from './benchTurn';
import { Promoter } from './Promoter';
import { silentLogger } from './silentLogger';

/** The preview of the same Promotion: what it would do, and nothing done. */
export const byPreview: Promoter = {
  name: 'preview',
  writes: false,
  async promote(target) {
    const plan = await planPromotion(
      {
        steps: builtInSteps,
        author: { name: 'Waybill', email: 'waybill@example.com' },
        logger: silentLogger,
      },
      benchTurn(target),
    );
    if (
      plan.error !== null ||
      !JSON.stringify(plan.files).includes(target.tag)
    ) {
      throw new Error(`The preview shows no ${target.tag}: ${plan.error}`);
    }
  },
};
