import {
  AutomaticRollbackPolicy,
  PipelineDefinition,
  PromotionQueue,
  StageDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { Chance } from '../kernel/Chance';
import { IMAGE } from '../outside/Outside';
import { makeSteps } from './makeSteps';

/** How a Stage delivers. */
export interface StagePlan {
  name: string;
  upstream: string[];
  /** Without it: a control-flow Stage. */
  delivers: boolean;
  /** The branch it writes in the end. */
  branch: string;
  byPullRequest: boolean;
  /** The Application it syncs, if any. */
  application: string | undefined;
  /** Whether the sync must reach its own commit. */
  pinned: boolean;
  soakSeconds: number;
  auto: boolean;
  matchUpstream: boolean;
  all: boolean;
  /** Of how many people it wants the word before it pushes; 0: it does not ask. */
  approvals: number;
  /** Whoever asked for the Promotion does not count. */
  excludesRequester: boolean;
  /** The channel that it tells when all is done, if any. */
  channel: Channel | undefined;
  /** How often a POST to a service may be tried after that; undefined: there is none. */
  requests: number | undefined;
  queue: PromotionQueue;
  /** Whether an AnalysisRun verifies it. */
  verifies: boolean;
}

/** `chat` shows a message as often as it is sent, `news` shows one message once. */
export type Channel = 'chat' | 'news';

export interface PipelinePlan {
  project: string;
  stages: StagePlan[];
  /** Undefined: nothing is rolled back by itself. */
  automaticRollback: AutomaticRollbackPolicy | undefined;
}

const SHAPES: [string, string[]][][] = [
  [['dev', []]],
  [
    ['dev', []],
    ['prod', ['dev']],
  ],
  [
    ['dev', []],
    ['uat', ['dev']],
    ['prod', ['uat']],
  ],
  [
    ['dev', []],
    ['eu', ['dev']],
    ['us', ['dev']],
  ],
  [
    ['dev', []],
    ['qa', []],
    ['prod', ['dev', 'qa']],
  ],
];

/** A pipeline as somebody might have written it. */
export function makePlan(chance: Chance, project: string): PipelinePlan {
  const oneBranch = chance.happens(0.6);
  const locked = chance.happens(0.3);
  const automaticRollback: PipelinePlan['automaticRollback'] = chance.happens(
    0.4,
  )
    ? {
        on: ['FailedPromotion', 'FailedVerification'],
        maxAgeSeconds: chance.pick([60, 600]),
      }
    : undefined;
  const stages = chance
    .pick(SHAPES)
    .map(([name, upstream], index): StagePlan => {
      const delivers = index === 0 || chance.happens(0.93);
      const verifies =
        delivers && chance.happens(automaticRollback ? 0.7 : 0.5);
      return {
        name,
        upstream,
        delivers,
        branch: oneBranch ? 'main' : `env/${project}-${name}`,
        byPullRequest: chance.happens(0.45),
        application: chance.happens(0.6) ? `${project}-${name}` : undefined,
        pinned: chance.happens(0.7),
        soakSeconds:
          upstream.length > 0 && chance.happens(0.3) ? chance.int(5, 90) : 0,
        auto: chance.happens(automaticRollback ? 0.9 : 0.6),
        matchUpstream: upstream.length === 1 && chance.happens(0.2),
        all: upstream.length > 1 && chance.happens(0.5),
        approvals: chance.happens(0.25) ? chance.int(1, 2) : 0,
        excludesRequester: chance.happens(0.5),
        channel: chance.happens(0.35)
          ? chance.pick(['chat', 'news'])
          : undefined,
        // What fails by itself is what shows that it is bad.
        requests:
          (automaticRollback && !verifies) || chance.happens(0.2)
            ? chance.pick([1, 3])
            : undefined,
        queue: {
          order: chance.happens(0.3) ? 'NewestWins' : 'InOrder',
          lockGroups: locked && chance.happens(0.7) ? ['cluster'] : [],
        },
        verifies,
      };
    });
  return { project, stages, automaticRollback };
}

/** @param version - stands in every commit that it makes, so that one can tell which of them was run */
export function makeDefinition(
  plan: PipelinePlan,
  version: number,
): PipelineDefinition {
  const { project } = plan;
  return {
    project,
    warehouses: [
      {
        name: 'main',
        intervalSeconds: 60,
        freightCreationPolicy: 'Automatic',
        subscriptions: [
          {
            kind: 'image',
            repoURL: IMAGE,
            imageSelectionStrategy: 'SemVer',
            constraint: '',
            strictSemvers: true,
            allowTagsRegexes: [],
            ignoreTagsRegexes: [],
            discoveryLimit: 3,
            insecureSkipTLSVerify: false,
          },
        ],
      },
    ],
    stages: plan.stages.map(stage => stageOf(project, stage, version)),
    promotionPolicies: plan.stages
      .filter(stage => stage.auto)
      .map(({ name }) => ({
        stageSelector: { name },
        autoPromotionEnabled: true,
      })),
    ignored: [],
  };
}

function stageOf(
  project: string,
  plan: StagePlan,
  version: number,
): StageDefinition {
  const { name, upstream } = plan;
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
          requiredSoakSeconds: plan.soakSeconds || undefined,
          availabilityStrategy: plan.all ? 'All' : 'OneOf',
          selectionPolicy: plan.matchUpstream
            ? 'MatchUpstream'
            : 'NewestFreight',
        },
      },
    ],
    queue: plan.queue,
    ...(plan.verifies && {
      verification: {
        analysisTemplates: [{ kind: 'AnalysisTemplate', name: 'smoke' }],
        args: [{ name: 'tag', value: `\${{ imageFrom("${IMAGE}").Tag }}` }],
        vars: [],
        labels: {},
        annotations: {},
      },
    }),
    steps: plan.delivers ? makeSteps(project, plan, version) : [],
    location: { file: 'waybill.yaml', line: 1, column: 1 },
  };
}
