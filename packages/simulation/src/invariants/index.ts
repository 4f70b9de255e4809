import { auditedOnce } from './auditedOnce';
import { autoPromotionArrives } from './autoPromotionArrives';
import { availableWhenStarted } from './availableWhenStarted';
import { claimBeforeEffect } from './claimBeforeEffect';
import { claimBeforeWrite } from './claimBeforeWrite';
import { everythingHeals } from './everythingHeals';
import { historyAgrees } from './historyAgrees';
import { holdsHold } from './holdsHold';
import { Invariant } from './Invariant';
import { leasesHold } from './leasesHold';
import { newestWins } from './newestWins';
import { noRunLeft } from './noRunLeft';
import { nothingIsLost } from './nothingIsLost';
import { nothingPastAGate } from './nothingPastAGate';
import { nothingSentTwice } from './nothingSentTwice';
import { nothingUnsigned } from './nothingUnsigned';
import { oneAnalysisRun } from './oneAnalysisRun';
import { oneForAKey } from './oneForAKey';
import { onePullRequest } from './onePullRequest';
import { onePush } from './onePush';
import { oneRunningPerLock } from './oneRunningPerLock';
import { oneRunningPerStage } from './oneRunningPerStage';
import { oneSync } from './oneSync';
import { ownMark } from './ownMark';
import { phasesGoForward } from './phasesGoForward';
import { retryGoesOn } from './retryGoesOn';
import { rollbackArrives } from './rollbackArrives';
import { rollbackStays } from './rollbackStays';
import { stepsAsAskedFor } from './stepsAsAskedFor';
import { successIsReal } from './successIsReal';
import { verdictsStay } from './verdictsStay';
import { verifiedByItsRun } from './verifiedByItsRun';
import { verifiedFromHealth } from './verifiedFromHealth';
import { whoWaitsIsWoken } from './whoWaitsIsWoken';

/** All that must always be so. */
export const invariants: Invariant[] = [
  onePush,
  onePullRequest,
  oneSync,
  nothingSentTwice,
  ownMark,
  successIsReal,
  verifiedFromHealth,
  verifiedByItsRun,
  oneAnalysisRun,
  verdictsStay,
  noRunLeft,
  nothingPastAGate,
  nothingUnsigned,
  availableWhenStarted,
  holdsHold,
  rollbackStays,
  rollbackArrives,
  oneRunningPerStage,
  oneRunningPerLock,
  newestWins,
  phasesGoForward,
  stepsAsAskedFor,
  retryGoesOn,
  historyAgrees,
  oneForAKey,
  leasesHold,
  claimBeforeEffect,
  claimBeforeWrite,
  whoWaitsIsWoken,
  everythingHeals,
  nothingIsLost,
  auditedOnce,
  autoPromotionArrives,
];
