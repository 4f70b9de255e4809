import { ConflictError } from '@backstage/errors';
import { isAutoPromotionOn } from '@waybill/backstage-plugin-waybill-common';
import { Caller } from '../../Caller';
import { StageTarget } from '../StageCommands';
import { changeHolds } from './changeHolds';
import { CommandContext } from './CommandContext';

/** Auto-promotion leaves alone what runs now. @throws ConflictError where there is nothing to hold */
export function hold(
  context: CommandContext,
  target: StageTarget,
  request: { origin?: string; reason: string },
  caller: Caller,
) {
  const { origin, reason } = request;
  return changeHolds(context, target, caller, {
    action: 'stage.held',
    detail: { origin, reason },
    change: ({ current }, now, snapshot) => {
      if (!isAutoPromotionOn(snapshot)) {
        throw new ConflictError(
          `Auto-promotion is not on in ${target.stage}, so there is nothing to hold`,
        );
      }
      const running = current.filter(it => !origin || it.origin === origin);
      if (!running.length) {
        throw new ConflictError(
          `Nothing${origin ? ` of ${origin}` : ''} runs in ${
            target.stage
          } yet, so there is nothing to hold`,
        );
      }
      return running.map(it => ({
        origin: it.origin,
        freight: it.freight,
        reason,
        by: caller.actor,
        createdAt: now.toISOString(),
      }));
    },
  });
}
