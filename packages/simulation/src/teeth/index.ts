import { asksGatesOnce } from './asksGatesOnce';
import { auditsNoEnd } from './auditsNoEnd';
import { believesAStaleStatus } from './believesAStaleStatus';
import { dropsTheFence } from './dropsTheFence';
import { forgetsHistory } from './forgetsHistory';
import { forgetsHolds } from './forgetsHolds';
import { forgetsTheKey } from './forgetsTheKey';
import { forgetsTheTrailer } from './forgetsTheTrailer';
import { givesUp } from './givesUp';
import { neverPromotesByItself } from './neverPromotesByItself';
import { opensAgain } from './opensAgain';
import { startsPastTheGates } from './startsPastTheGates';
import { startsUnavailable } from './startsUnavailable';
import { syncsAgain } from './syncsAgain';
import { takesAnySyncForItsOwn } from './takesAnySyncForItsOwn';
import { takesWhatIsHeld } from './takesWhatIsHeld';
import { Tooth } from './Tooth';

/** Mistakes that somebody might make in the engine; each must be caught. */
export const teeth: Tooth[] = [
  asksGatesOnce,
  auditsNoEnd,
  believesAStaleStatus,
  dropsTheFence,
  forgetsHistory,
  forgetsHolds,
  forgetsTheKey,
  forgetsTheTrailer,
  givesUp,
  neverPromotesByItself,
  opensAgain,
  startsPastTheGates,
  startsUnavailable,
  syncsAgain,
  takesAnySyncForItsOwn,
  takesWhatIsHeld,
];
