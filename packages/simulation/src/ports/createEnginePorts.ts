import { createStageHealth } from '@waybill/backstage-plugin-waybill-backend/src/argo/health/createStageHealth';
import { EnginePorts } from '@waybill/backstage-plugin-waybill-backend/src/engine/EngineContext';
import {
  AuthorityPort,
  PromotionRunnerPort,
} from '@waybill/backstage-plugin-waybill-backend/src/ports';
import { createReviews } from '@waybill/backstage-plugin-waybill-backend/src/governance/createReviews';
import { createVerifier } from '@waybill/backstage-plugin-waybill-backend/src/verification/createVerifier';
import { StepPorts } from '@waybill/backstage-plugin-waybill-node';
import { Knex } from 'knex';
import { Owner } from '../kernel/Owner';
import { Outside } from '../outside/Outside';
import { PipelinePlan } from '../people/makeDefinition';
import { createAnalysisRunsPort } from './createAnalysisRunsPort';
import { createArgoPort } from './createArgoPort';
import { createGitPort } from './createGitPort';
import { createHostPort } from './createHostPort';
import { createHttpPort } from './createHttpPort';
import { createMessagesPort } from './createMessagesPort';
import { PortCalls } from './PortCalls';
import { Turn } from './Turn';

/** Everything outside, as one replica reaches it. */
export function createEnginePorts(options: {
  owner: Owner;
  knex: Knex;
  outside: Outside;
  plan: PipelinePlan;
  calls: PortCalls;
  runner: PromotionRunnerPort;
  beginTurn(pipelineId: string, stage: string): Turn;
  onSend(turn: Turn, what: string): void;
}): EnginePorts {
  const { owner, knex, outside, plan, calls, runner, onSend } = options;
  const { definitions } = outside;
  const ask = <T>(
    port: string,
    what: string,
    signal: AbortSignal,
    run: () => T,
  ): Promise<T> =>
    calls.call({ owner, port, what, effect: false, signal, run });

  const authority: AuthorityPort = {
    portsFor({ pipelineId }, stage = '') {
      const turn = options.beginTurn(pipelineId, stage);
      const changelog: StepPorts['changelog'] = {
        between: async () => {
          throw new Error('Nothing is compared in these runs');
        },
        sinceStage: async () => undefined,
      };
      return {
        git: createGitPort(outside, calls, turn, onSend),
        hosts: createHostPort(outside, calls, turn, onSend),
        argo: createArgoPort(outside, calls, turn, onSend),
        messages: createMessagesPort(outside, calls, turn, onSend),
        http: createHttpPort(outside, calls, turn, onSend),
        reviews: createReviews({ knex, pipelineId }),
        changelog,
        // No step of these runs reaches anything else.
      } as StepPorts;
    },
    analysisRunsFor: () => createAnalysisRunsPort(outside, calls, owner),
    valuesFor: () => undefined,
    mayRead: () => undefined,
    gatesFor: ({ project }, { name }) => definitions.gatesOf(project, name),
    autoPromotionAllowed: () => true,
    automaticRollback: () => plan.automaticRollback,
    ownersOf: ({ entity }) => entity.owners,
    projectProblem: () => undefined,
    isProjectBound: () => false,
  };

  return {
    authority,
    runner,
    stageHealth: createStageHealth(),
    verifier: createVerifier({ authority }),
    definitions: {
      parserVersion: '1',
      listEntities: signal =>
        ask('catalog', 'list', signal, () => [
          ...definitions.entities.values(),
        ]),
      read: ({ entity, etag, signal }) =>
        ask('definitions', 'read', signal, () =>
          definitions.read(entity.definitionUrl ?? '', etag),
        ),
      parse: ({ files }) => ({
        definition: definitions.parse(files[0].text),
        errors: [],
      }),
    },
    registry: {
      listTags: ({ signal }) =>
        ask('registry', 'list tags', signal, () => [...outside.tags]),
      resolve: ({ tag, signal }) =>
        ask('registry', `resolve ${tag}`, signal, () => ({
          digest: `sha256:${tag}`,
          annotations: {},
        })),
    },
    gitHistory: {
      newestFromBranch: async () => {
        throw new Error('No Warehouse of these runs follows a branch');
      },
    },
    charts: {
      listVersions: async () => {
        throw new Error('No Warehouse of these runs follows a chart');
      },
      download: async () => Buffer.alloc(0),
      describe: async () => ({}),
    },
  };
}
