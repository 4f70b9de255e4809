import {
  HealthStatus,
  PromotionPhase,
  StepStatus,
  SyncStatus,
  VerificationPhase,
} from '@waybill/backstage-plugin-waybill-common';
import { Sign } from '../components/StatusIcon';

const HEALTH: Record<HealthStatus, Sign> = {
  Healthy: 'ok',
  NotApplicable: 'none',
  Progressing: 'running',
  Unknown: 'unknown',
  Unhealthy: 'error',
};

const SYNC: Record<SyncStatus, Sign> = {
  Synced: 'ok',
  OutOfSync: 'drift',
  Unknown: 'unknown',
  NotApplicable: 'none',
};

const VERIFICATION: Record<VerificationPhase, Sign> = {
  Pending: 'waiting',
  Running: 'running',
  Successful: 'check',
  Failed: 'error',
  Error: 'error',
  Aborted: 'stopped',
  Inconclusive: 'unknown',
};

const STEP: Record<StepStatus, Sign> = {
  Pending: 'none',
  Running: 'running',
  Succeeded: 'ok',
  Failed: 'error',
  Errored: 'error',
  Aborted: 'stopped',
  Skipped: 'skipped',
};

export const healthSign = (status: HealthStatus): Sign => HEALTH[status];
export const syncSign = (status: SyncStatus): Sign => SYNC[status];
export const verificationSign = (phase: VerificationPhase): Sign =>
  VERIFICATION[phase];
export const stepSign = (status: StepStatus): Sign => STEP[status];
export const phaseSign = (phase: PromotionPhase): Sign =>
  phase === 'Pending' ? 'waiting' : STEP[phase];
