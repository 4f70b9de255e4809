import { dirname } from 'node:path';
import { createPromotionRunner } from '@waybill/backstage-plugin-waybill-backend/src/promotion/createPromotionRunner';
import { builtInSteps } from '@waybill/backstage-plugin-waybill-backend/src/promotion/steps';
import {
  JsonObject,
  PromotionRecord,
} from '@waybill/backstage-plugin-waybill-common';
import { Promoter } from './Promoter';
import { silentLogger } from './silentLogger';
import { KUSTOMIZATION } from './repositoryFiles';

const runner = createPromotionRunner({
  steps: builtInSteps,
  author: { name: 'Waybill', email: 'waybill@example.com' },
  logger: silentLogger,
});

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

/** A whole Promotion with the steps that one would write, everything but the database. */
export const byRunner: Promoter = {
  name: 'promotion',
  async promote(options) {
    const { repoURL, tag } = options;
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
    const end = await runner.advance({
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
      journal: {
        async saveStep() {},
        async addHealthChecks() {},
        async note() {},
      },
      ports: {
        git: options.git,
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
      gatesNow: async () => [],
      now,
      signal: new AbortController().signal,
      logger: silentLogger,
    });
    if (end.type !== 'finished' || end.phase !== 'Succeeded') {
      throw new Error(`The promotion ended otherwise: ${JSON.stringify(end)}`);
    }
  },
};
