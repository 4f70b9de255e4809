import { PromotionAdvance, PromotionTurn } from '../../ports';
import { outsideEffects } from '../effects/outsideEffects';
import { PromotionSession } from './PromotionSession';

/**
 * Ends a Promotion that somebody wants aborted: what has been done stays done, and is told; nothing more is.
 *
 * @param isFiles - whether steps of this kind touch nothing but files
 */
export async function abortPromotion(
  session: PromotionSession,
  turn: PromotionTurn,
  isFiles: (uses: string) => boolean,
): Promise<PromotionAdvance> {
  const request = turn.promotion.abortRequested;
  const reason = `Aborted by ${request?.by.ref ?? 'somebody'}${
    request?.reason ? `: ${request.reason}` : ''
  }`;
  const done = outsideEffects(
    { ...turn.promotion, stepStates: [...session.states()] },
    isFiles,
  );
  const message = done.length
    ? `${reason}; what it had done stays: ${done
        .map(effect => effect.text)
        .join('; ')}`
    : reason;
  for (const [index, state] of session.states().entries()) {
    if (state.startedAt && !state.finishedAt) {
      await session.save(index, {
        status: 'Aborted',
        message: reason,
        finishedAt: turn.now.toISOString(),
      });
    }
  }
  return { type: 'finished', phase: 'Aborted', message };
}
