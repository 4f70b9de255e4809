import { FreightWithStatus } from '../model/Freight';
import { PromotionPhase } from '../model/Promotion';
import { PromotionBrief, StageSnapshot } from '../model/StageSnapshot';
import { CurrentFreight, Hold } from '../model/StageState';
import { parseDuration } from '../rules/parseDuration';
import {
  aPromotion,
  aRequest,
  aStage,
  aStageSnapshot,
  someFreight,
} from './aStageSnapshot';
import { ConformanceCase } from './describeConformance';

interface StageCase {
  name: string;
  requestedFreight: {
    origin: string;
    sources: {
      direct?: boolean;
      stages?: string[];
      requiredSoakTime?: string;
      availabilityStrategy?: 'OneOf' | 'All';
      autoPromotion?: 'NewestFreight' | 'MatchUpstream';
    };
  }[];
  autoPromotionEnabled?: boolean;
  lastPromotion?: string;
  currentFreight?: Record<string, string>;
  currentPromotion?: { freight: string; origin: string };
  holds?: Record<string, string>;
}

interface FreightCase {
  name: string;
  origin: string;
  createdAt?: string;
  discoveredAt?: string;
  verifiedIn?: Record<string, { verifiedAt?: string; longestSoak?: string }>;
  currentlyIn?: Record<string, { since: string }>;
  approvedFor?: string[];
}

interface PromotionCase {
  name: string;
  freight: string;
  phase: PromotionPhase | '';
  createdAt: string;
  hold?: string;
  resume?: string;
}

export interface AvailabilityCase extends ConformanceCase {
  kind: 'availability';
  now: string;
  stage: StageCase;
  freight: FreightCase;
  expect: { mayPromote: boolean; listed: boolean };
}

export interface AutoPromotionCase extends ConformanceCase {
  kind: 'autoPromotion';
  now: string;
  stage: StageCase;
  freight: FreightCase[];
  promotions: PromotionCase[];
  expect: {
    candidates: Record<string, string>;
    holds: Record<string, string>;
    promotes: string[];
  };
}

export interface PolicyCase extends ConformanceCase {
  kind: 'policy';
  promotionPolicies: {
    stage?: string;
    stageSelector?: {
      name?: string;
      labelSelector?: { matchLabels?: Record<string, string> };
    };
    autoPromotionEnabled: boolean;
  }[];
  stage: { name: string; labels?: Record<string, string> };
  expect: { autoPromotionEnabled: boolean };
}

export type AvailabilityFileCase =
  | AvailabilityCase
  | AutoPromotionCase
  | PolicyCase;

const SOMEBODY = { type: 'user', ref: 'user:default/olga' } as const;
const EARLIER = '2025-05-01T00:00:00Z';

/** What Waybill would know in the situation of a case. */
export function snapshotOf(
  { stage }: { stage: StageCase },
  freight: FreightCase[],
  promotions: PromotionCase[] = [],
): StageSnapshot {
  const all = freight.map(freightOf);
  return aStageSnapshot({
    stage: aStage({
      name: stage.name,
      requestedFreight: stage.requestedFreight.map(({ origin, sources }) =>
        aRequest(
          {
            direct: sources.direct ?? false,
            stages: sources.stages ?? [],
            availabilityStrategy: sources.availabilityStrategy ?? 'OneOf',
            selectionPolicy: sources.autoPromotion ?? 'NewestFreight',
            requiredSoakSeconds: sources.requiredSoakTime
              ? parseDuration(sources.requiredSoakTime)
              : undefined,
          },
          warehouseOf(origin),
        ),
      ),
    }),
    freight: all,
    upstream: upstreamOf(all),
    promotions: [...promotions.map(promotionOf), ...runningOf(stage)],
    promotionPolicies: [
      {
        stageSelector: {},
        autoPromotionEnabled: stage.autoPromotionEnabled ?? false,
      },
    ],
    state: {
      current: Object.entries(stage.currentFreight ?? {}).map(
        ([origin, id]) => ({
          origin,
          freight: id,
          since: EARLIER,
          promotion: 'p',
        }),
      ),
      holds: Object.entries(stage.holds ?? {}).map(holdOf),
      verification: { phase: 'Successful' },
      lastPromotion: stage.lastPromotion
        ? {
            id: stage.lastPromotion,
            phase: 'Succeeded',
            freight: '',
            collection: {},
            finishedAt: EARLIER,
          }
        : undefined,
    },
  });
}

function warehouseOf(origin: string): string {
  return origin.slice('Warehouse/'.length);
}

function freightOf(given: FreightCase): FreightWithStatus {
  return someFreight({
    id: given.name,
    warehouse: warehouseOf(given.origin),
    createdAt: given.discoveredAt ?? given.createdAt ?? EARLIER,
    status: {
      currentlyIn: given.currentlyIn ?? {},
      verifiedIn: Object.fromEntries(
        Object.entries(given.verifiedIn ?? {}).map(([stage, it]) => [
          stage,
          {
            verifiedAt: it.verifiedAt ?? EARLIER,
            longestSoakSeconds: it.longestSoak
              ? parseDuration(it.longestSoak)
              : undefined,
          },
        ]),
      ),
      approvedFor: Object.fromEntries(
        (given.approvedFor ?? []).map(stage => [
          stage,
          { approvedAt: EARLIER, by: SOMEBODY },
        ]),
      ),
    },
  });
}

function upstreamOf(
  freight: FreightWithStatus[],
): Record<string, CurrentFreight[]> {
  const upstream: Record<string, CurrentFreight[]> = {};
  for (const { id, warehouse, status } of freight) {
    for (const [stage, { since }] of Object.entries(status.currentlyIn)) {
      (upstream[stage] ??= []).push({
        origin: `Warehouse/${warehouse}`,
        freight: id,
        since,
        promotion: 'p',
      });
    }
  }
  return upstream;
}

function promotionOf(given: PromotionCase): PromotionBrief {
  let holdIntent: PromotionBrief['holdIntent'];
  if (given.hold || given.resume) {
    holdIntent = given.hold ? 'hold' : 'resume';
  }
  return aPromotion({
    id: given.name,
    freight: given.freight,
    origin: given.hold ?? given.resume ?? 'Warehouse/main',
    // One that was not looked at yet has no phase in Kargo; here it is Pending from the start.
    phase: given.phase || 'Pending',
    createdAt: given.createdAt,
    // It ran, as all have that ended.
    collection: { 'Warehouse/main': given.freight },
    holdIntent,
  });
}

function runningOf({ currentPromotion }: StageCase): PromotionBrief[] {
  return currentPromotion
    ? [aPromotion({ id: 'prod.00', phase: 'Running', ...currentPromotion })]
    : [];
}

function holdOf([origin, freight]: [string, string]): Hold {
  return {
    origin,
    freight,
    reason: 'stays for now',
    by: SOMEBODY,
    createdAt: EARLIER,
  };
}
