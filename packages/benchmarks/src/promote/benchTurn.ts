import { dirname } from 'node:path';
import {
  JsonObject,
  PromotionRecord,
} from '@waybill/backstage-plugin-waybill-common';
import { PlanTurn } from '@waybill/backstage-plugin-waybill-backend/src/promotion/planPromotion';
import { PromoteTarget } from './Promoter';
import { KUSTOMIZATION } from './repositoryFiles';
import { silentLogger } from './silentLogger';

function promotionOf(
  tag: string,
  now: Date,
  steps: [string, JsonObject][],
): PromotionRecord {
  const freight = 'f'.repeat(40);
  return {
    id: `dev.${tag}`,
    pipelineId: 'p1',
    entityRef: 'component:default/web',
    project: 'web',
    stage: 'dev',
    freight,
    origin: 'Warehouse/images',
    collection: { 'Warehouse/images': freight },
    phase: 'Running',
    createdBy: { type: 'user', ref: 'user:default/ann' },
    createdAt: now.toISOString(),
    startedAt: now.toISOString(),
    rollback: false,
    vars: [],
    steps: steps.map(([uses, config]) => ({
      uses,
      as: uses,
      vars: [],
      config,
    })),
    stepStates: steps.map(([uses]) => ({
      alias: uses,
      uses,
      status: 'Pending',
      errorCount: 0,
      record: {},
    })),
    healthChecks: [],
    gates: [],
  };
}

async function unused(): Promise<never> {
  throw new Error('This promotion needs Git alone');
}

/** A Promotion of a new tag with the steps that one would write, and ports that have Git alone. */
export function benchTurn({ repoURL, tag, git }: PromoteTarget): PlanTurn {
  const now = new Date();
  const promotion = promotionOf(tag, now, [
    ['git-clone', { repoURL, checkout: [{ branch: 'main', path: 'src' }] }],
    [
      'kustomize-set-image',
      {
        path: `src/${dirname(KUSTOMIZATION)}`,
        images: [{ image: 'registry.example.com/web', tag }],
      },
    ],
    ['git-commit', { path: 'src', message: `Promote ${tag}` }],
    ['git-push', { path: 'src' }],
  ]);
  return {
    promotion,
    freight: [
      {
        id: promotion.freight,
        alias: 'calm-otter',
        warehouse: 'images',
        createdAt: now.toISOString(),
        images: [
          { repoURL: 'registry.example.com/web', tag, digest: 'sha256:00' },
        ],
        commits: [],
        charts: [],
      },
    ],
    ports: {
      git,
      hosts: { forRepository: unused },
      argo: { get: unused, list: unused, refresh: unused, sync: unused },
      metadata: {
        ofStage: unused,
        ofFreight: unused,
        update: unused,
        setFreightAlias: unused,
      },
      tools: { network: false, find: unused, run: unused, scratch: unused },
      http: { send: unused },
      oci: {
        resolve: unused,
        listTags: unused,
        download: unused,
        copy: unused,
      },
      charts: { listVersions: unused, download: unused },
      messages: { isRepeatable: () => false, send: unused },
      reviews: { list: unused },
      actions: { find: unused, invoke: unused },
      changelog: { between: unused, sinceStage: unused },
    },
    now,
    signal: new AbortController().signal,
    logger: silentLogger,
  };
}
