import {
  FreightCollection,
  isVerificationOver,
  PromotionRecord,
  StageState,
  supersededVerification,
} from '@waybill/backstage-plugin-waybill-common';
import { noteFailedVerification } from '../../store/operations/freight/noteFailedVerification';
import { saveVerification } from '../../store/operations/stages/saveVerification';
import { EngineTransaction } from '../transact';
import type { PromotionEnd } from './finishPromotion';

/**
 * Ends the verification that was still to come when the next Promotion ends; nobody would look after it any more. Answers the Stage's
 * state from then on.
 *
 * @param collection - what that Promotion has brought, or was to bring
 */
export async function supersedeVerification(
  { tx, now }: EngineTransaction,
  options: {
    promotion: Pick<PromotionRecord, 'id' | 'pipelineId' | 'stage'>;
    collection: FreightCollection;
    state: StageState;
    phase: PromotionEnd['phase'];
  },
): Promise<StageState> {
  const { promotion, collection, state, phase } = options;
  const { pipelineId, stage } = promotion;
  const { runsToStop = [], lastPromotion, verification } = state;
  const ended = supersededVerification(state, { id: promotion.id, phase }, now);
  if (!ended || !lastPromotion) {
    return state;
  }
  // A verdict stays what it was, even if the mark that was to follow from it never comes.
  const isUnderWay = verification !== null && !isVerificationOver(verification);
  if (isUnderWay) {
    await saveVerification(tx, {
      pipelineId,
      stage,
      promotion: lastPromotion.id,
      verification: ended,
    });
  }
  const staying = phase === 'Succeeded' ? Object.values(collection) : [];
  await noteFailedVerification(tx, {
    pipelineId,
    stage,
    // What stays will be verified with what comes.
    freight: state.current
      .map(it => it.freight)
      .filter(freight => !staying.includes(freight)),
    failed: { phase: 'Aborted', at: now.toISOString(), message: ended.message },
  });
  if (!isUnderWay) {
    return state;
  }
  const { analysisRun } = verification;
  return {
    ...state,
    verification: ended,
    ...(analysisRun && { runsToStop: [...runsToStop, analysisRun] }),
  };
}
