import { FreightWithStatus } from '../model/Freight';
import { RequestedFreight, StageDefinition } from '../model/PipelineDefinition';
import { PromotionBrief, StageSnapshot } from '../model/StageSnapshot';
import { StageState } from '../model/StageState';

type Sources = Partial<RequestedFreight['sources']>;

/** Freight of Warehouse main that nothing has happened to. */
export function someFreight(
  patch: Partial<FreightWithStatus> & { id: string },
): FreightWithStatus {
  return {
    alias: `alias-of-${patch.id}`,
    warehouse: 'main',
    createdAt: '2025-06-01T10:00:00Z',
    images: [],
    commits: [],
    charts: [],
    ...patch,
    status: {
      currentlyIn: {},
      verifiedIn: {},
      approvedFor: {},
      ...patch.status,
    },
  };
}

export function aRequest(
  sources: Sources,
  warehouse = 'main',
): RequestedFreight {
  return {
    origin: { kind: 'Warehouse', name: warehouse },
    sources: {
      direct: false,
      stages: [],
      availabilityStrategy: 'OneOf',
      selectionPolicy: 'NewestFreight',
      ...sources,
    },
  };
}

/** Stage prod, which takes Freight of Warehouse main directly and has one step. */
export function aStage(patch: Partial<StageDefinition> = {}): StageDefinition {
  return {
    name: 'prod',
    labels: {},
    vars: [],
    requestedFreight: [aRequest({ direct: true })],
    steps: [{ uses: 'git-clone', as: 'step-1', vars: [], config: {} }],
    location: { file: 'waybill.yaml', line: 1, column: 1 },
    ...patch,
  };
}

export function aPromotion(
  patch: Partial<PromotionBrief> & { id: string; freight: string },
): PromotionBrief {
  return {
    origin: 'Warehouse/main',
    phase: 'Pending',
    createdAt: '2025-06-01T11:59:00Z',
    rollback: false,
    createdByType: 'user',
    abortRequested: false,
    ...patch,
  };
}

/** A Stage that runs nothing, has no health check and waits for nothing. */
export function aStageSnapshot(
  patch: Partial<Omit<StageSnapshot, 'state'>> & {
    state?: Partial<StageState>;
  } = {},
): StageSnapshot {
  const stage = patch.stage ?? aStage();
  return {
    entityRef: 'component:default/storefront',
    project: 'storefront',
    pipelineState: 'ok',
    freight: [],
    upstream: {},
    promotions: [],
    promotionPolicies: [],
    autoPromotionAllowed: true,
    history: [],
    heldLocks: [],
    platformGates: [],
    ...patch,
    stage,
    state: {
      stage: stage.name,
      current: [],
      verification: null,
      holds: [],
      health: { status: 'Healthy', issues: [] },
      sync: { status: 'Synced' },
      healthChecks: [],
      ...patch.state,
    },
  };
}
