import {
  freightGates,
  FreightWithStatus,
  StageSnapshot,
} from '@waybill/backstage-plugin-waybill-common';
import { GatesError } from '../../GatesError';

/**
 * @param what - for the sentence: "promoted to prod"
 * @throws GatesError when a gate refuses; gates that make wait let it in
 */
export function assertNothingRefuses(
  snapshot: StageSnapshot,
  freight: FreightWithStatus,
  now: Date,
  what: string,
  options: { rollback?: boolean } = {},
) {
  const gates = freightGates(snapshot, freight.id, now, options).filter(
    gate => gate.effect === 'refuse',
  );
  if (gates.length) {
    throw new GatesError(
      `${freight.alias} cannot be ${what}: ${gates
        .map(gate => gate.message)
        .join('; ')}`,
      gates,
    );
  }
}
