import { PromotionView } from '@waybill/backstage-plugin-waybill-common';
import { DemoApi } from './DemoApi';

/**
 * Asks without a pause until a step of a Promotion has got so far, and resolves with that very answer: whoever kills then
 * kills at this boundary, or a few milliseconds later.
 *
 * @throws an Error when the Promotion ends or time runs out before
 */
export async function stepReached(
  api: DemoApi,
  id: string,
  alias: string,
  status: 'Running' | 'Succeeded',
  timeoutMs = 60_000,
): Promise<PromotionView> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const promotion = await api.promotion(id);
    const step = promotion.steps.find(it => it.alias === alias);
    if (!step) {
      const aliases = promotion.steps.map(it => it.alias).join(', ');
      throw new Error(`${id} has no step ${alias}, it has ${aliases}`);
    }
    const ended = step.finishedAt !== null;
    if (status === 'Running' ? step.startedAt !== null : ended) {
      return promotion;
    }
    if (promotion.finishedAt !== null || Date.now() > deadline) {
      throw new Error(
        `Expected step ${alias} of ${id} to be ${status}, found ${
          step.status
        } in ${JSON.stringify(promotion, null, 1)}`,
      );
    }
  }
}
