import { mockServices } from '@backstage/backend-test-utils';
import {
  PromotionStepDefinition,
  StageDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { ArgoPort, GitHostPort } from '@waybill/backstage-plugin-waybill-node';
import { AnalysisRunsPort, PipelineEntity, UncheckedPorts } from '../../ports';
import { createAuthority } from '../createAuthority';

export const signal = new AbortController().signal;
export const REPO = 'https://git.example.com/acme/storefront-config';

export function entity(
  name: string,
  more: Partial<PipelineEntity> = {},
): PipelineEntity {
  return {
    entityRef: `component:default/${name}`,
    uid: name,
    owners: ['group:default/team-a'],
    systems: [],
    domains: [],
    tags: [],
    ...more,
  };
}
export const pipeline = (
  name: string,
  project = name,
  more: Partial<PipelineEntity> = {},
) => ({
  pipelineId: name,
  entity: entity(name, more),
  project,
});

export function authority(
  waybill: object = {},
  ports: {
    argo?: Partial<ArgoPort>;
    analysisRuns?: AnalysisRunsPort;
    hosts?: Partial<GitHostPort>;
  } & Partial<Omit<UncheckedPorts, 'argo' | 'hosts'>> = {},
) {
  const { analysisRuns = {} as AnalysisRunsPort, ...others } = ports;
  return createAuthority({
    config: mockServices.rootConfig({ data: { waybill } as never }),
    ports: () => ({ git: {}, ...others } as UncheckedPorts),
    analysisRuns,
    logger: mockServices.logger.mock(),
  });
}

export const GRANT = {
  git: {
    allow: [
      { repos: [REPO], branches: ['main'], owners: ['group:default/team-a'] },
    ],
  },
};
export const step = (
  uses: string,
  config: PromotionStepDefinition['config'],
  vars: PromotionStepDefinition['vars'] = [],
): PromotionStepDefinition => ({ uses, as: uses, vars, config });
export const stageOf = (
  steps: PromotionStepDefinition[],
  more: Partial<StageDefinition> = {},
): StageDefinition => ({
  name: 'prod',
  labels: {},
  vars: [{ name: 'repo', value: REPO }],
  requestedFreight: [],
  steps,
  location: { file: 'waybill.yaml', line: 1, column: 1 },
  ...more,
});
