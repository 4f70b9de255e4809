import { HealthStatus } from '../model/Health';
import { StageSnapshot } from '../model/StageSnapshot';
import { VerificationPhase } from '../model/StageState';
import { decideStage } from '../rules/decideStage';
import {
  aPromotion,
  aStageSnapshot,
  someFreight,
} from '../__testUtils__/aStageSnapshot';
import {
  ConformanceCase,
  describeConformance,
} from '../__testUtils__/describeConformance';

interface Case extends ConformanceCase {
  currentFreight?: boolean;
  currentPromotion?: string;
  /** null: not known yet */
  health?: HealthStatus | null | '';
  /** null: the Stage asks for none */
  verification?: object | null;
  history?: { id: string; phase: VerificationPhase }[];
  pending?: string[];
  reverify?: string;
  abort?: string;
  expect: {
    started?: boolean;
    history?: VerificationPhase[];
    mayStart?: boolean;
  };
}

const NOW = new Date('2025-06-01T12:00:00Z');
const ENDED = '2025-06-01T11:00:00Z';

function snapshotOf(given: Case): StageSnapshot {
  const current = { origin: 'Warehouse/main', freight: 'f1' };
  const verification = given.history?.[0];
  return aStageSnapshot({
    freight: [someFreight({ id: 'f1' }), someFreight({ id: 'f2' })],
    promotions: [
      ...(given.pending ?? []).map(id => aPromotion({ id, freight: 'f2' })),
      ...(given.currentPromotion
        ? [
            aPromotion({
              id: given.currentPromotion,
              freight: 'f2',
              phase: 'Running',
            }),
          ]
        : []),
    ],
    state: {
      healthChecks: [{ uses: 'argocd-update', config: {} }],
      health: { status: given.health || 'Healthy', issues: [] },
      healthAt: given.health ? ENDED : undefined,
      verification: verification ? { phase: verification.phase } : null,
      ...(given.currentFreight
        ? {
            current: [{ ...current, since: ENDED, promotion: 'p1' }],
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

function notYet(given: Case): string | undefined {
  if (given.verification || given.reverify || given.abort) {
    return 'AnalysisRuns, re-verification';
  }
  if ((given.history ?? []).length > 1) {
    return 'several verifications of one collection';
  }
  return given.pending || 'currentFreight' in given
    ? undefined
    : 'no rule of its own yet';
}

describeConformance<Case>('verification.json', {
  notYet,
  answer: given => {
    const types = decideStage(snapshotOf(given), NOW).map(it => it.type);
    return given.pending
      ? { mayStart: types.includes('start') }
      : { verified: types.includes('verify') };
  },
  expected: ({ pending, expect: { mayStart, history } }) =>
    pending ? { mayStart } : { verified: history?.[0] === 'Successful' },
});
