import {
  Freight,
  PipelineDefinition,
  PromotionRecord,
  StageDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { PipelineEntity } from '../../ports';

/** An entity with a pipeline. */
export function entityOf(
  name: string,
  overrides: Partial<PipelineEntity> = {},
): PipelineEntity {
  return {
    entityRef: `component:default/${name}`,
    uid: `uid-${name}`,
    definitionUrl: `https://git.example.com/acme/${name}/waybill.yaml`,
    owners: ['group:default/platform'],
    systems: [],
    domains: [],
    tags: [],
    ...overrides,
  };
}

/** A Stage that takes Freight of Warehouse `main` directly, or from those upstream. */
export function stageOf(
  name: string,
  upstream: string[] = [],
  overrides: Partial<StageDefinition> = {},
): StageDefinition {
  return {
    name,
    labels: {},
    vars: [],
    requestedFreight: [
      {
        origin: { kind: 'Warehouse', name: 'main' },
        sources: {
          direct: upstream.length === 0,
          stages: upstream,
          availabilityStrategy: 'OneOf',
          selectionPolicy: 'NewestFreight',
        },
      },
    ],
    steps: [{ uses: 'git-clone', as: 'step-1', vars: [], config: {} }],
    location: { file: 'waybill.yaml', line: 1, column: 1 },
    ...overrides,
  };
}

/** A pipeline of one Warehouse with one image. */
export function definitionOf(
  project: string,
  stages: StageDefinition[],
  overrides: Partial<PipelineDefinition> = {},
): PipelineDefinition {
  return {
    project,
    warehouses: [
      {
        name: 'main',
        intervalSeconds: 300,
        freightCreationPolicy: 'Automatic',
        subscriptions: [
          {
            kind: 'image',
            repoURL: 'registry.example.com/acme/app',
            imageSelectionStrategy: 'SemVer',
            constraint: '',
            strictSemvers: true,
            allowTagsRegexes: [],
            ignoreTagsRegexes: [],
            discoveryLimit: 20,
            insecureSkipTLSVerify: false,
          },
        ],
      },
    ],
    stages,
    promotionPolicies: [],
    ignored: [],
    ...overrides,
  };
}

/** Freight with one image; the number makes id, alias and tag. */
export function freightOf(number: number, createdAt: Date): Freight {
  return {
    id: number.toString(16).padStart(40, '0'),
    alias: `frosty-otter-${number}x`,
    warehouse: 'main',
    createdAt: createdAt.toISOString(),
    images: [
      {
        repoURL: 'registry.example.com/acme/app',
        tag: `1.0.${number}`,
        digest: `sha256:${number.toString(16).padStart(64, '0')}`,
      },
    ],
    commits: [],
    charts: [],
  };
}

/** A Pending Promotion with two steps. */
export function promotionOf(
  pipelineId: string,
  ulid: string,
  overrides: Partial<PromotionRecord> = {},
): PromotionRecord {
  const stage = overrides.stage ?? 'dev';
  const freight = overrides.freight ?? freightOf(1, new Date(0)).id;
  return {
    id: `${stage}.${ulid}.${freight.slice(0, 7)}`,
    pipelineId,
    entityRef: 'component:default/app',
    project: 'app',
    stage,
    freight,
    origin: 'Warehouse/main',
    phase: 'Pending',
    createdBy: { type: 'user', ref: 'user:default/dana' },
    createdAt: '2026-11-21T10:00:00.000Z',
    rollback: false,
    vars: [{ name: 'repo', value: 'https://git.example.com/acme/config' }],
    steps: ['git-clone', 'git-push'].map((uses, index) => ({
      uses,
      as: `step-${index + 1}`,
      vars: [],
      config: {},
    })),
    stepStates: ['git-clone', 'git-push'].map((uses, index) => ({
      alias: `step-${index + 1}`,
      uses,
      status: 'Pending' as const,
      errorCount: 0,
      record: {},
    })),
    healthChecks: [],
    gates: [],
    ...overrides,
  };
}
