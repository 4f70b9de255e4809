import { isError, stringifyError, toError } from '@backstage/errors';
import {
  AnalysisRunRef,
  isVerificationOver,
  StageDefinition,
  StageState,
  VerificationSeen,
} from '@waybill/backstage-plugin-waybill-common';
import { getFreight } from '../../store/operations/freight/getFreight';
import { PipelineRecord } from '../../store/PipelineRecord';
import { EngineContext } from '../EngineContext';
import { findStage } from './findStage';
import { identityOf } from './identityOf';

/** What a look at a Stage's verification brought. */
export interface VerificationObservation {
  /** Undefined: none is under way. */
  verificationSeen?: VerificationSeen;
  /** Those of `runsToStop` that nobody has to think of any more. */
  stopped: AnalysisRunRef[];
}

/**
 * Looks after the verification that a Stage's state says is under way, outside of any transaction: has it started if it was not yet,
 * asks how it goes, and stops runs that are of no use any more.
 *
 * @remarks That a run is to be started is in the state before it is, and its name comes from the verification's id: after a crash it is
 * found again, not started twice.
 */
export async function observeVerification(
  context: EngineContext,
  options: {
    pipelineId: string;
    stage: string;
    state: StageState;
    signal: AbortSignal;
  },
): Promise<VerificationObservation> {
  const { state, signal } = options;
  const { verification, runsToStop = [] } = state;
  const id =
    verification && !isVerificationOver(verification)
      ? verification.id
      : undefined;
  const stopped: AnalysisRunRef[] = [];
  if (id === undefined && runsToStop.length === 0) {
    return { stopped };
  }
  const found = await findStage(context.knex, options);
  if (!found) {
    return { stopped };
  }
  const looked = { ...found, state, signal };
  for (const run of runsToStop) {
    if (await stop(context, looked, run)) {
      stopped.push(run);
    }
  }
  if (id === undefined) {
    return { stopped };
  }
  const run = verification?.analysisRun;
  const seen = run
    ? await look(context, looked, run)
    : await start(context, looked, id);
  return { verificationSeen: { id, ...seen }, stopped };
}

interface Looked {
  pipeline: PipelineRecord;
  stage: StageDefinition;
  state: StageState;
  signal: AbortSignal;
}

async function start(
  { knex, ports }: EngineContext,
  { pipeline, stage, state, signal }: Looked,
  id: string,
): Promise<Omit<VerificationSeen, 'id'>> {
  const verification = { pipeline: identityOf(pipeline), stage, id };
  try {
    return {
      run: await ports.verifier.start({
        ...verification,
        freight: await getFreight(knex, {
          pipelineId: pipeline.id,
          ids: state.current.map(it => it.freight),
        }),
        signal,
      }),
    };
  } catch (error) {
    signal.throwIfAborted();
    const why = `The verification cannot be started: ${toError(error).message}`;
    return isUnanswered(error)
      ? { unseen: why, mayRun: ports.verifier.runOf(verification) }
      : { problem: why };
  }
}

async function look(
  { ports }: EngineContext,
  { pipeline, signal }: Looked,
  run: AnalysisRunRef,
): Promise<Omit<VerificationSeen, 'id'>> {
  try {
    const found = await ports.verifier.look(identityOf(pipeline), run, signal);
    return { run: found ?? null };
  } catch (error) {
    signal.throwIfAborted();
    return {
      unseen: `The verification cannot be seen: ${toError(error).message}`,
    };
  }
}

/** Whether it needs not be stopped any more. */
async function stop(
  { ports, logger }: EngineContext,
  { pipeline, signal }: Looked,
  run: AnalysisRunRef,
): Promise<boolean> {
  try {
    await ports.verifier.stop(identityOf(pipeline), run, signal);
    return true;
  } catch (error) {
    signal.throwIfAborted();
    const goesOn = isUnanswered(error);
    logger.warn(
      `Cannot stop AnalysisRun ${run.namespace}/${run.name}, ${
        goesOn ? 'trying again' : 'leaving it'
      }: ${stringifyError(error)}`,
    );
    return !goesOn;
  }
}

function isUnanswered(error: unknown): boolean {
  return isError(error) && error.name === 'ServiceUnavailableError';
}
