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
import { nothingIsLost } from './nothingIsLost';
import { nothingPastAGate } from './nothingPastAGate';
import { oneForAKey } from './oneForAKey';
import { onePullRequest } from './onePullRequest';
import { onePush } from './onePush';
import { oneRunningPerStage } from './oneRunningPerStage';
import { oneSync } from './oneSync';
import { ownMark } from './ownMark';
import { phasesGoForward } from './phasesGoForward';
import { stepsAsAskedFor } from './stepsAsAskedFor';
import { successIsReal } from './successIsReal';
import { verifiedFromHealth } from './verifiedFromHealth';

/** All that must always be so. */
export const invariants: Invariant[] = [
  onePush,
  onePullRequest,
  oneSync,
  ownMark,
  successIsReal,
  verifiedFromHealth,
  nothingPastAGate,
  availableWhenStarted,
  holdsHold,
  oneRunningPerStage,
  phasesGoForward,
  stepsAsAskedFor,
  historyAgrees,
  oneForAKey,
  leasesHold,
  claimBeforeEffect,
  claimBeforeWrite,
  nothingIsLost,
  everythingHeals,
  auditedOnce,
  autoPromotionArrives,
];
