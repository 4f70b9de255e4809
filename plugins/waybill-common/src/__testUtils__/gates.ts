import { FreightStatus } from '../model/Freight';
import { Gate } from '../model/Gate';
import { RequestedFreight } from '../model/PipelineDefinition';
import { freightGates } from '../rules/freightGates';
import {
  aRequest,
  aStage,
  aStageSnapshot,
  someFreight,
} from './aStageSnapshot';

export const NOW = new Date('2025-06-01T12:00:00Z');
export const DANA = { type: 'user', ref: 'user:default/dana' } as const;

export function at(minutesAgo: number): string {
  return new Date(NOW.getTime() - minutesAgo * 60_000).toISOString();
}

/** Verified when it had been there for a minute. */
export function inStage(
  name: string,
  minutesAgo: number,
): Partial<FreightStatus> {
  return {
    currentlyIn: { [name]: { since: at(minutesAgo) } },
    verifiedIn: { [name]: { verifiedAt: at(minutesAgo - 1) } },
  };
}

export function merge(...all: Partial<FreightStatus>[]): FreightStatus {
  const status: FreightStatus = {
    currentlyIn: {},
    verifiedIn: {},
    approvedFor: {},
  };
  for (const { rejected, ...rest } of all) {
    for (const key of ['currentlyIn', 'verifiedIn', 'approvedFor'] as const) {
      Object.assign(status[key], rest[key]);
    }
    status.rejected = rejected ?? status.rejected;
  }
  return status;
}

/** Prod's gates for Freight f1. */
export function gatesOf(
  sources: Partial<RequestedFreight['sources']>,
  status: FreightStatus,
  patch: Parameters<typeof aStageSnapshot>[0] = {},
): Gate[] {
  const snapshot = aStageSnapshot({
    stage: aStage({ requestedFreight: [aRequest(sources)] }),
    freight: [someFreight({ id: 'f1', alias: 'quiet-heron', status })],
    ...patch,
  });
  return freightGates(snapshot, 'f1', NOW);
}

export const soak30 = (stages: string[], availabilityStrategy?: 'All') => ({
  stages,
  requiredSoakSeconds: 30 * 60,
  ...(availabilityStrategy ? { availabilityStrategy } : {}),
});
