import { ConflictError } from '@backstage/errors';
import {
  PromotionView,
  RetryRequest,
  retryProblem,
} from '@waybill/backstage-plugin-waybill-common';
import { getPromotion } from '../../../store/operations/promotions/getPromotion';
import { Caller } from '../../Caller';
import { toPromotionView } from '../../views/toPromotionView';
import { noSuchPromotion } from '../noSuchPromotion';
import { assertNothingRefuses } from './assertNothingRefuses';
import { CommandContext } from './CommandContext';

/** Tries a Promotion again that did not succeed: from the step that ended it, or from the start with the Stage's steps of now. */
export async function retry(
  { knex, engine }: CommandContext,
  id: string,
  request: RetryRequest & { idempotencyKey?: string },
  caller: Caller,
): Promise<PromotionView> {
  const before = await getPromotion(knex, { id });
  if (!before) throw noSuchPromotion(id);
  const { pipelineId, stage, rollback } = before;
  const wanted = {
    pipelineId,
    stage,
    freight: before.freight,
    actor: caller.actor,
    reason: request.reason ?? before.reason,
    rollback,
    retry: { of: id, from: request.from },
    idempotencyKey: request.idempotencyKey,
  };
  const repeated = await engine.findRepeated(wanted);
  if (repeated) return toPromotionView(repeated);

  const found = await engine.loadSnapshot(pipelineId, stage, before.freight);
  const problem = retryProblem(before, request.from, found?.snapshot);
  if (problem || !found) {
    throw new ConflictError(`The promotion cannot be tried again: ${problem}`);
  }
  const { snapshot, now } = found;
  const freight = snapshot.freight.find(it => it.id === before.freight);
  if (!freight) {
    throw new ConflictError(
      `The promotion cannot be tried again: ${stage} takes its Freight ${before.freight.slice(
        0,
        7,
      )} from none of its Warehouses any more`,
    );
  }
  assertNothingRefuses(snapshot, freight, now, `promoted to ${stage} again`, {
    rollback,
  });
  return toPromotionView(await engine.createPromotion(wanted));
}
