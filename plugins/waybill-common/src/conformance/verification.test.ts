import { HealthStatus } from '../model/Health';
import { PromotionPhase } from '../model/Promotion';
import { StageSnapshot } from '../model/StageSnapshot';
import { Verification, VerificationRun } from '../model/Verification';
import { compareByTurn } from '../rules/compareByTurn';
import { decideStage } from '../rules/decideStage';
import { awaitsVerification } from '../rules/verification/awaitsVerification';
import { isVerificationOver } from '../rules/verification/isVerificationOver';
import { mayMarkVerified } from '../rules/verification/mayMarkVerified';
import { nextVerification } from '../rules/verification/nextVerification';
import { verifiedCondition } from '../rules/verification/verifiedCondition';
import {
  aPromotion,
  aStageSnapshot,
  someFreight,
} from '../__testUtils__/aStageSnapshot';
import {
  ConformanceCase,
  describeConformance,
} from '../__testUtils__/describeConformance';

interface PromotionCase {
  name: string;
  /** '': Kargo has not looked at it yet. */
  phase: PromotionPhase | '';
}

interface Expectation {
  started?: boolean;
  terminated?: boolean;
  history?: string[];
  verified?: { status: string; reason: string };
  terminal?: boolean;
  contains?: string;
  marked?: boolean;
  mayStart?: boolean;
  order?: string[];
  runs?: boolean;
}

interface Case extends ConformanceCase {
  currentFreight?: boolean;
  currentPromotion?: string;
  /** null and '': not known yet */
  health?: HealthStatus | null | '';
  /** null: the Stage asks for none */
  verification?: object | null;
  history?: Verification[];
  /** null: gone */
  analysisRun?: VerificationRun | null;
  existingAnalysisRun?: VerificationRun;
  analysisEnabled?: boolean;
  reverify?: string;
  abort?: string;
  pending?: string[];
  promotions?: PromotionCase[];
  stageCurrentPromotion?: string | null;
  promotion?: PromotionCase;
  expect: Expectation;
}

const NOW = new Date('2025-06-01T12:00:00Z');
const ENDED = '2025-06-01T11:00:00Z';

/** All that a case can expect of what becomes of the verification. */
function verified(given: Case): Expectation {
  const before = given.history ?? [];
  const { history, act } = nextVerification({
    hasFreight: given.currentFreight ?? false,
    isPromoting: given.currentPromotion !== undefined,
    health: given.health || undefined,
    isConfigured: Boolean(given.verification),
    history: before,
    run: given.analysisRun,
    existingRun: given.existingAnalysisRun,
    unavailable:
      given.analysisEnabled === false
        ? 'Rollouts integration is disabled on this controller'
        : undefined,
    reverify: given.reverify,
    abort: given.abort,
    newId: 'new',
    now: NOW,
  });
  const [newest] = history;
  const { contains } = given.expect;
  return {
    started: act === 'start',
    terminated: act === 'terminate',
    history: history.map(({ phase }) => phase),
    verified: verifiedCondition(given.currentFreight ? history : undefined),
    terminal: newest && isVerificationOver(newest),
    contains: newest?.message?.includes(contains ?? '') ? contains : undefined,
  };
}

/** A Stage of Waybill in the case's situation, with at most one verification. */
function snapshotOf(given: Case, promotions: PromotionCase[]): StageSnapshot {
  const [verification = null] = given.history ?? [];
  return aStageSnapshot({
    freight: [someFreight({ id: 'f1' }), someFreight({ id: 'f2' })],
    promotions: promotions.map(({ name, phase }) =>
      aPromotion({ id: name, freight: 'f2', phase: phase || 'Pending' }),
    ),
    state: {
      healthChecks: [{ uses: 'argocd-update', config: {} }],
      health: { status: given.health || 'Healthy', issues: [] },
      healthAt: given.health ? ENDED : undefined,
      verification,
      ...(given.currentFreight
        ? {
            current: [
              {
                origin: 'Warehouse/main',
                freight: 'f1',
                since: ENDED,
                promotion: 'p1',
              },
            ],
            lastPromotion: {
              id: 'p1',
              phase: 'Succeeded',
              freight: 'f1',
              collection: { 'Warehouse/main': 'f1' },
              finishedAt: ENDED,
            },
          }
        : {}),
    },
  });
}

const startedOn = (snapshot: StageSnapshot): string[] =>
  decideStage(snapshot, NOW).flatMap(decision =>
    decision.type === 'start' ? decision.promotion : [],
  );

function mayStart(given: Case): boolean {
  const history = given.history ?? [];
  if (given.currentFreight && history.length > 1) {
    // The state of a Stage keeps the newest one alone.
    return !awaitsVerification(given.health || undefined, history);
  }
  const pending = (given.pending ?? []).map(
    name => ({ name, phase: 'Pending' } as const),
  );
  return startedOn(snapshotOf(given, pending)).length > 0;
}

/** The Promotion that a Stage names as current has the phase Running here; the runner runs no other. */
function runs({ stageCurrentPromotion, promotion }: Case): boolean {
  const given = promotion!;
  const isOver = !['', 'Pending', 'Running'].includes(given.phase);
  const others = stageCurrentPromotion
    ? [{ name: stageCurrentPromotion, phase: 'Running' } as const]
    : [];
  return (
    (stageCurrentPromotion === given.name && !isOver) ||
    (others.length > 0 &&
      !isOver &&
      startedOn(
        snapshotOf({ currentFreight: false } as Case, [...others, given]),
      ).includes(given.name))
  );
}

function answer(given: Case): Expectation {
  if (given.pending) {
    return { mayStart: mayStart(given) };
  }
  if (given.promotions) {
    const sorted = given.promotions
      .map(({ name, phase }) => ({ id: name, phase: phase || 'Pending' }))
      .sort(compareByTurn);
    return { order: sorted.map(({ id }) => id) };
  }
  if (given.promotion) {
    return { runs: runs(given) };
  }
  return given.expect.marked === undefined
    ? verified(given)
    : {
        marked: mayMarkVerified(given.health || undefined, given.history ?? []),
      };
}

describeConformance<Case>('verification.json', {
  // Of all that can be said, what the case speaks of.
  answer: given => {
    const said = answer(given);
    return Object.fromEntries(
      Object.keys(given.expect).map(key => [key, said[key as 'order']]),
    );
  },
});

describe('a Stage of Waybill', () => {
  it.each<[string, Partial<Case>, boolean]>([
    ['is verified as soon as it is Healthy', { health: 'Healthy' }, true],
    ['is not while it is Progressing', { health: 'Progressing' }, false],
    ['is not while nobody has looked', { health: null }, false],
    [
      'is not verified again by itself',
      { health: 'Healthy', history: [{ id: 'v1', phase: 'Failed' }] },
      false,
    ],
  ])('%s', (_, given, expected) => {
    const snapshot = snapshotOf({ currentFreight: true, ...given } as Case, []);
    const types = decideStage(snapshot, NOW).map(({ type }) => type);
    expect(types.includes('verify')).toBe(expected);
  });
});
