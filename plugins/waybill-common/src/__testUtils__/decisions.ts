import { PromotionBrief, StageDecision } from '../model/StageSnapshot';
import { Hold, StageState } from '../model/StageState';
import { decideStage } from '../rules/decideStage';
import {
  aPromotion,
  aRequest,
  aStageSnapshot,
  someFreight,
} from './aStageSnapshot';

export const NOW = new Date('2025-06-01T12:00:00Z');
export const EARLIER = '2025-06-01T11:00:00Z';
export const LATER = '2025-06-01T12:10:00.000Z';
export const AUTO = [{ stageSelector: {}, autoPromotionEnabled: true }];
export const MAIN = 'Warehouse/main';
export const HOLD: Hold = {
  origin: MAIN,
  freight: 'f1',
  reason: 'rolled back',
  by: { type: 'user', ref: 'user:default/dana' },
  createdAt: EARLIER,
};

export const F1 = someFreight({ id: 'f1', createdAt: '2025-06-01T10:00:00Z' });
export const F2 = someFreight({ id: 'f2', createdAt: '2025-06-01T11:00:00Z' });

/** In uat for so long, of the half hour that it must soak there. */
export function soaking(id: string, minutes: number) {
  const since = new Date(NOW.getTime() - minutes * 60_000).toISOString();
  return someFreight({
    id,
    status: {
      currentlyIn: { uat: { since } },
      verifiedIn: { uat: { verifiedAt: since } },
      approvedFor: {},
    },
  });
}

export const AFTER_UAT = aRequest({
  stages: ['uat'],
  requiredSoakSeconds: 1800,
});

/** The Stage has run F1 since the Promotion prod.00 succeeded. */
export function runs(patch: Partial<StageState> = {}): Partial<StageState> {
  return {
    current: [
      { origin: MAIN, freight: 'f1', since: EARLIER, promotion: 'prod.00' },
    ],
    verification: { phase: 'Successful' },
    lastPromotion: {
      id: 'prod.00',
      phase: 'Succeeded',
      freight: 'f1',
      collection: { [MAIN]: 'f1' },
      finishedAt: EARLIER,
    },
    ...patch,
  };
}

export function decide(
  patch: Parameters<typeof aStageSnapshot>[0],
): StageDecision[] {
  return decideStage(aStageSnapshot({ freight: [F1, F2], ...patch }), NOW);
}

export function only<T extends StageDecision['type']>(
  type: T,
  decisions: StageDecision[],
) {
  return decisions.filter(
    (it): it is Extract<StageDecision, { type: T }> => it.type === type,
  );
}

export const pending = (id: string, patch: Partial<PromotionBrief> = {}) =>
  aPromotion({ id, freight: 'f2', ...patch });
