import { FreightWithStatus } from '../model/Freight';
import { PromotionPolicy } from '../model/PipelineDefinition';
import { StageSnapshot } from '../model/StageSnapshot';
import { autoPromotionCandidate } from '../rules/autoPromotionCandidate';
import { autoPromotionEnabled } from '../rules/autoPromotionEnabled';
import { decideStage } from '../rules/decideStage';
import { effectiveHolds } from '../rules/effectiveHolds';
import { freightGates } from '../rules/freightGates';
import { originOf } from '../rules/originOf';
import { aStage } from '../__testUtils__/aStageSnapshot';
import {
  AutoPromotionCase,
  AvailabilityCase,
  AvailabilityFileCase,
  PolicyCase,
  snapshotOf,
} from './availabilityCases';
import { describeConformance } from './describeConformance';

function mayPromote(given: AvailabilityCase): boolean {
  const snapshot = snapshotOf(given, [given.freight]);
  return (
    freightGates(snapshot, given.freight.name, new Date(given.now)).length === 0
  );
}

/** Whether auto-promotion could choose it, were there no other Freight. */
function isListed(given: AvailabilityCase): boolean {
  const snapshot = snapshotOf(given, [given.freight]);
  return snapshot.stage.requestedFreight.some(
    request =>
      autoPromotionCandidate(snapshot, request, new Date(given.now)) !==
      undefined,
  );
}

function candidates(
  snapshot: StageSnapshot,
  now: Date,
): Record<string, FreightWithStatus['id']> {
  return Object.fromEntries(
    snapshot.stage.requestedFreight.flatMap(request => {
      const candidate = autoPromotionCandidate(snapshot, request, now);
      return candidate ? [[originOf(request.origin.name), candidate.id]] : [];
    }),
  );
}

function runAutoPromotion(given: AutoPromotionCase): void {
  const now = new Date(given.now);
  const snapshot = snapshotOf(given, given.freight, given.promotions);
  const holds = Object.entries(effectiveHolds(snapshot, now)).map(
    ([origin, hold]) => [origin, hold.freight],
  );
  expect({
    candidates: candidates(snapshot, now),
    holds: Object.fromEntries(holds),
    promotes: decideStage(snapshot, now).flatMap(decision =>
      decision.type === 'promote' ? decision.freight : [],
    ),
  }).toEqual(given.expect);
}

/** What the parser makes of a policy: its older field is a selector by name. */
function policyOf(policy: PolicyCase['promotionPolicies'][0]): PromotionPolicy {
  const { name, labelSelector } = policy.stageSelector ?? {
    name: policy.stage,
    labelSelector: undefined,
  };
  return {
    stageSelector: { name, ...labelSelector },
    autoPromotionEnabled: policy.autoPromotionEnabled,
  };
}

function listedAsItMayBePromoted(given: AvailabilityFileCase): void {
  if (given.kind === 'availability') {
    expect(mayPromote(given)).toBe(given.expect.mayPromote);
    expect(isListed(given)).toBe(given.expect.mayPromote);
  }
}

describeConformance<AvailabilityFileCase>('availability.json', {
  // Auto-promotion has its own idea of availability in Kargo; here both are one rule.
  differs: {
    'OneOf with soak: a soak in a stage outside the sources':
      listedAsItMayBePromoted,
    'All with soak: also soaked in a stage outside the sources':
      listedAsItMayBePromoted,
  },
  run: given => {
    switch (given.kind) {
      case 'availability':
        expect({
          mayPromote: mayPromote(given),
          listed: isListed(given),
        }).toEqual(given.expect);
        break;
      case 'autoPromotion':
        runAutoPromotion(given);
        break;
      default:
        expect({
          autoPromotionEnabled: autoPromotionEnabled(
            given.promotionPolicies.map(policyOf),
            aStage({ labels: {}, ...given.stage }),
          ),
        }).toEqual(given.expect);
    }
  },
});
