import { StageState } from '@waybill/backstage-plugin-waybill-common';

/** A Stage that has never run anything. */
export function emptyStageState(stage: string): StageState {
  return {
    stage,
    current: [],
    verification: null,
    holds: [],
    health: { status: 'NotApplicable', issues: [] },
    sync: { status: 'NotApplicable' },
    healthChecks: [],
  };
}
