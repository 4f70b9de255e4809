import { abortsWhatHasEnded } from './abortsWhatHasEnded';
import { asksGatesOnce } from './asksGatesOnce';
import { asksNobody } from './asksNobody';
import { auditsNoEnd } from './auditsNoEnd';
import { believesAStaleStatus } from './believesAStaleStatus';
import { countsOnItsClaim } from './countsOnItsClaim';
import { dropsTheFence } from './dropsTheFence';
import { forgetsHistory } from './forgetsHistory';
import { forgetsHolds } from './forgetsHolds';
import { forgetsTheKey } from './forgetsTheKey';
import { forgetsTheTrailer } from './forgetsTheTrailer';
import { givesUp } from './givesUp';
import { goesOnWithoutAClaim } from './goesOnWithoutAClaim';
import { leavesRunsAlone } from './leavesRunsAlone';
import { leavesTheEndToItsRun } from './leavesTheEndToItsRun';
import { losesASignature } from './losesASignature';
import { namesAnalysisAnew } from './namesAnalysisAnew';
import { neverGoesBack } from './neverGoesBack';
import { neverPromotesByItself } from './neverPromotesByItself';
import { opensAgain } from './opensAgain';
import { overtakesEverywhere } from './overtakesEverywhere';
import { pushesAgain } from './pushesAgain';
import { rollsBackToTheBad } from './rollsBackToTheBad';
import { startsAllThatWait } from './startsAllThatWait';
import { startsOverAgain } from './startsOverAgain';
import { startsPastTheGates } from './startsPastTheGates';
import { startsUnavailable } from './startsUnavailable';
import { syncsAgain } from './syncsAgain';
import { takesAnySyncForItsOwn } from './takesAnySyncForItsOwn';
import { takesNoLocks } from './takesNoLocks';
import { takesTheNewestSteps } from './takesTheNewestSteps';
import { takesWhatIsHeld } from './takesWhatIsHeld';
import { tellsAgain } from './tellsAgain';
import { wakesNobody } from './wakesNobody';
import { Tooth } from './Tooth';

/** Mistakes that somebody might make in the engine; each must be caught. */
export const teeth: Tooth[] = [
  abortsWhatHasEnded,
  asksGatesOnce,
  asksNobody,
  auditsNoEnd,
  believesAStaleStatus,
  countsOnItsClaim,
  dropsTheFence,
  forgetsHistory,
  forgetsHolds,
  forgetsTheKey,
  forgetsTheTrailer,
  givesUp,
  goesOnWithoutAClaim,
  leavesRunsAlone,
  leavesTheEndToItsRun,
  losesASignature,
  namesAnalysisAnew,
  neverGoesBack,
  neverPromotesByItself,
  opensAgain,
  overtakesEverywhere,
  pushesAgain,
  rollsBackToTheBad,
  startsAllThatWait,
  startsOverAgain,
  startsPastTheGates,
  startsUnavailable,
  syncsAgain,
  takesAnySyncForItsOwn,
  takesNoLocks,
  takesTheNewestSteps,
  takesWhatIsHeld,
  tellsAgain,
  wakesNobody,
];
