import { stringifyError } from '@backstage/errors';
import { PromotionRecord } from '@waybill/backstage-plugin-waybill-common';
import { isAbortRequested } from '../../store/operations/promotions/isAbortRequested';
import { EngineContext } from '../EngineContext';
import { abortPollMs } from './abortPollMs';

/** Aborts its signal when somebody, at whatever replica, asks for the Promotion to be aborted while a turn runs. */
export function watchForAbort(
  context: EngineContext,
  promotion: PromotionRecord,
  turn: AbortSignal,
): { signal: AbortSignal; requested(): boolean; stop(): void } {
  const requested = new AbortController();
  const over = new AbortController();
  const ended = AbortSignal.any([over.signal, turn]);

  async function watch() {
    while (!ended.aborted) {
      await context.clock.sleep(abortPollMs, ended);
      if (ended.aborted) {
        return;
      }
      try {
        if (await isAbortRequested(context.knex, promotion)) {
          requested.abort(new Error(`${promotion.id} is to be aborted`));
          return;
        }
      } catch (error) {
        context.logger.debug(
          `Cannot ask whether ${
            promotion.id
          } is to be aborted: ${stringifyError(error)}`,
        );
      }
    }
  }

  // One that was to be aborted when the turn began is the runner's to end in good order.
  if (!promotion.abortRequested) {
    watch();
  }
  return {
    signal: AbortSignal.any([turn, requested.signal]),
    requested: () => requested.signal.aborted,
    stop: () => over.abort(),
  };
}
