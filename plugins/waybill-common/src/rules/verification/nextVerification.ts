import { Actor } from '../../model/Actor';
import { HealthStatus } from '../../model/Health';
import {
  AnalysisRunRef,
  Verification,
  VerificationRun,
} from '../../model/Verification';
import { isVerificationOver } from './isVerificationOver';

/** All that decides on the verification of what a Stage runs. @public */
export interface VerificationSituation {
  /** Whether the Stage runs anything. */
  hasFreight: boolean;
  /** Whether a Promotion is under way on it. */
  isPromoting: boolean;
  /** Undefined: not known since the last Promotion ended. */
  health: HealthStatus | undefined;
  /** Whether the Stage asks for more than health. */
  isConfigured: boolean;
  /** Of what runs now, newest first. */
  history: readonly Verification[];
  /** The newest verification's run; null: it is gone; undefined: it was not asked for. */
  run?: VerificationRun | null;
  /** Why the newest verification's run can never be started. */
  problem?: string;
  /** Why nothing is known of it; it is asked again. */
  unseen?: string;
  /** What may verify, although nobody has answered that it does. */
  mayRun?: AnalysisRunRef;
  /** A run that verifies the same, whoever has begun it. */
  existingRun?: VerificationRun;
  /** Why nothing can be run at all. */
  unavailable?: string;
  /** Id of the verification that somebody wants repeated. */
  reverify?: string;
  /** Who does. */
  by?: Actor;
  /** Id of the verification that somebody wants to end. */
  abort?: string;
  /** For a new entry. */
  newId: string;
  now: Date;
}

/** @public */
export interface VerificationStep {
  /** As it is from now on, newest first. */
  history: Verification[];
  /** `start`: a run for the newest entry; `terminate`: the newest entry's run. */
  act?: 'start' | 'terminate';
}

const ABORTED = 'Verification aborted by user';
/** For so long it is tried to reach whoever knows of a verification, in milliseconds. */
const PATIENCE_MS = 10 * 60_000;

/**
 * What becomes of a Stage's verification: a pure function of what is known.
 *
 * @remarks Kargo's rules. A verification begins only on a Healthy Stage on which no Promotion is under way, but one that runs is
 * followed whatever its Stage's health. One that has ended is repeated only when somebody asks for it, by its id, so that
 * two requests for the same make one repetition. A Stage that asks for nothing is verified as soon as it is Healthy. Unlike in
 * Kargo, a cluster that does not answer ends no verification at once.
 * @public
 */
export function nextVerification(
  situation: VerificationSituation,
): VerificationStep {
  const { hasFreight, isPromoting, health, reverify } = situation;
  const history = [...situation.history];
  const [newest, ...older] = history;
  if (!hasFreight || isPromoting) {
    return { history };
  }
  if (newest && !isVerificationOver(newest)) {
    return follow(situation, newest, older);
  }
  const isRepeated = newest !== undefined && reverify === newest.id;
  if (health !== 'Healthy' || (newest && !isRepeated)) {
    return { history };
  }
  return begin(situation, history, isRepeated);
}

function follow(
  situation: VerificationSituation,
  newest: Verification,
  older: Verification[],
): VerificationStep {
  const { run, problem, unseen, abort, by, now } = situation;
  const ended = (phase: 'Failed' | 'Error', message: string) =>
    overWith(newest, phase, message, now);
  if (abort === newest.id) {
    // Failed, as in Kargo: nobody has seen it succeed.
    const aborted = {
      ...ended('Failed', ABORTED),
      ...toStop(situation),
      ...(by && { abortedBy: by }),
    };
    return { history: [aborted, ...older], act: 'terminate' };
  }
  if (problem !== undefined) {
    return { history: [ended('Error', problem), ...older] };
  }
  if (unseen !== undefined) {
    const { unseenSince = now.toISOString() } = newest;
    const isOver = now.getTime() - Date.parse(unseenSince) >= PATIENCE_MS;
    // Nobody would look at what it says when it can be seen again.
    return isOver
      ? {
          history: [
            { ...ended('Error', unseen), ...toStop(situation) },
            ...older,
          ],
          act: 'terminate',
        }
      : { history: [{ ...newest, unseenSince, message: unseen }, ...older] };
  }
  if (run === null) {
    return {
      history: [
        ended('Error', 'error getting AnalysisRun: it is not there'),
        ...older,
      ],
    };
  }
  return { history: [run ? seenAs(newest, run, now) : newest, ...older] };
}

/** One that nobody has heard of before the verification is ended would go on for nobody. */
function toStop({
  run,
  mayRun,
}: VerificationSituation): Pick<Verification, 'analysisRun'> {
  const analysisRun = run?.analysisRun ?? mayRun;
  return analysisRun ? { analysisRun } : {};
}

function seenAs(
  { unseenSince: _, message: __, ...known }: Verification,
  run: VerificationRun,
  now: Date,
): Verification {
  const seen = { ...known, ...run };
  return isVerificationOver(seen)
    ? { ...seen, finishedAt: run.finishedAt ?? now.toISOString() }
    : seen;
}

function overWith(
  { unseenSince: _, ...known }: Verification,
  phase: 'Failed' | 'Error',
  message: string,
  now: Date,
): Verification {
  return { ...known, phase, message, finishedAt: now.toISOString() };
}

function begin(
  situation: VerificationSituation,
  history: Verification[],
  isRepeated: boolean,
): VerificationStep {
  const { isConfigured, existingRun, unavailable, newId, by, now } = situation;
  const at = now.toISOString();
  const entry = {
    id: newId,
    startedAt: at,
    ...(isRepeated && by ? { by } : {}),
  };
  if (!isConfigured) {
    return {
      history: [{ ...entry, phase: 'Successful', finishedAt: at }, ...history],
    };
  }
  if (unavailable !== undefined) {
    return {
      history: [
        { ...entry, phase: 'Error', message: unavailable, finishedAt: at },
        ...history,
      ],
    };
  }
  // What is repeated must not take over the very run that is to be repeated.
  return existingRun && !isRepeated
    ? { history: [{ ...entry, ...existingRun }, ...history] }
    : { history: [{ ...entry, phase: 'Pending' }, ...history], act: 'start' };
}
