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
} from '../__testUtils__/availabilityCases';
import { describeConformance } from '../__testUtils__/describeConformance';

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

function autoPromotion(given: AutoPromotionCase) {
  const now = new Date(given.now);
  const snapshot = snapshotOf(given, given.freight, given.promotions);
  const holds = Object.entries(effectiveHolds(snapshot, now)).map(
    ([origin, hold]) => [origin, hold.freight],
  );
  return {
    candidates: candidates(snapshot, now),
    holds: Object.fromEntries(holds),
    promotes: decideStage(snapshot, now).flatMap(decision =>
      decision.type === 'promote' ? decision.freight : [],
    ),
  };
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

/** Auto-promotion has its own idea of availability in Kargo; here both are one rule. */
function listedIfItMayBePromoted(given: AvailabilityFileCase) {
  const { mayPromote: may } = given.expect as AvailabilityCase['expect'];
  return { mayPromote: may, listed: may };
}

const oneRule = {
  because: 'auto-promotion and people have one rule of availability',
  expect: listedIfItMayBePromoted,
};

describeConformance<AvailabilityFileCase>('availability.json', {
  differs: {
    'OneOf with soak: a soak in a stage outside the sources': oneRule,
    'All with soak: also soaked in a stage outside the sources': oneRule,
  },
  answer: given => {
    switch (given.kind) {
      case 'availability':
        return { mayPromote: mayPromote(given), listed: isListed(given) };
      case 'autoPromotion':
        return autoPromotion(given);
      default:
        return {
          autoPromotionEnabled: autoPromotionEnabled(
            given.promotionPolicies.map(policyOf),
            aStage({ labels: {}, ...given.stage }),
          ),
        };
    }
  },
});
