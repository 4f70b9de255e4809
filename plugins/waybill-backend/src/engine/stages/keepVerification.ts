import {
  Actor,
  FailedVerification,
  isVerificationOver,
  isVerificationUnsuccessful,
  StageState,
  StageVerification,
  Verification,
} from '@waybill/backstage-plugin-waybill-common';
import { noteFailedVerification } from '../../store/operations/freight/noteFailedVerification';
import { appendAudit } from '../../store/operations/audit/appendAudit';
import { saveVerification } from '../../store/operations/stages/saveVerification';
import { EngineTransaction } from '../transact';

/** Who acts when nobody in particular does. */
const VERIFICATION: Actor = { type: 'policy', ref: 'verification' };

/**
 * Puts down what has become of the verification of what a Stage runs: in its state, with its history, and in the audit trail when it
 * begins or ends otherwise than well. Answers the state from then on.
 */
export async function keepVerification(
  { tx, now, poke }: EngineTransaction,
  options: {
    pipelineId: string;
    state: StageState;
    verification: Verification;
    /** Whether its AnalysisRun is to be stopped. */
    stop: boolean;
  },
): Promise<StageState> {
  const { pipelineId, verification, stop } = options;
  const { verificationRequest: _, ...state } = options.state;
  const { stage, lastPromotion, verification: before, runsToStop = [] } = state;
  const { id, phase, message, analysisRun } = verification;
  const isNew = before?.id !== id;
  const isOver = isVerificationOver(verification);
  const isByHealthAlone =
    phase === 'Successful' && !analysisRun && id === lastPromotion?.id;
  const audit = (action: string, actor: Actor) =>
    appendAudit(tx, {
      pipelineId,
      now,
      entry: {
        actor,
        action,
        stage,
        subject: id,
        detail: { message, analysisRun: analysisRun?.name },
      },
    });

  // The history says already that it was verified.
  if (lastPromotion && !isByHealthAlone) {
    const promotion = lastPromotion.id;
    await saveVerification(tx, { pipelineId, stage, promotion, verification });
  }
  if (isNew && !isByHealthAlone) {
    await audit('verification.started', verification.by ?? VERIFICATION);
  }
  if (isVerificationUnsuccessful(verification)) {
    await audit(
      `verification.${phase.toLocaleLowerCase('en-US')}`,
      verification.abortedBy ?? VERIFICATION,
    );
  }
  const failed = failureOf(verification, now);
  if (failed || (isNew && before && failureOf(before, now))) {
    const freight = state.current.map(it => it.freight);
    await noteFailedVerification(tx, { pipelineId, stage, freight, failed });
  }
  if (isNew || isOver) {
    // It is to be started, or what waited for its end may go on.
    poke({ kind: 'stage', pipelineId, name: stage });
  }
  return {
    ...state,
    verification,
    ...(stop && analysisRun && { runsToStop: [...runsToStop, analysisRun] }),
  };
}

/** How a verification ended otherwise than well; null: it did not. */
function failureOf(
  { phase, message, finishedAt }: StageVerification,
  now: Date,
): FailedVerification | null {
  if (phase === 'Pending' || phase === 'Running' || phase === 'Successful') {
    return null;
  }
  return {
    phase,
    at: finishedAt ?? now.toISOString(),
    ...(message && { message }),
  };
}
