import {
  JsonObject,
  PipelineDefinition,
  PromotionStepDefinition,
  StageDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { Chance } from '../kernel/Chance';
import { IMAGE, REPO } from '../outside/Outside';

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
}

export interface PipelinePlan {
  project: string;
  stages: StagePlan[];
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
  const stages = chance.pick(SHAPES).map(
    ([name, upstream], index): StagePlan => ({
      name,
      upstream,
      delivers: index === 0 || chance.happens(0.93),
      branch: oneBranch ? 'main' : `env/${project}-${name}`,
      byPullRequest: chance.happens(0.45),
      application: chance.happens(0.6) ? `${project}-${name}` : undefined,
      pinned: chance.happens(0.7),
      soakSeconds:
        upstream.length > 0 && chance.happens(0.3) ? chance.int(5, 90) : 0,
      auto: chance.happens(0.6),
      matchUpstream: upstream.length === 1 && chance.happens(0.2),
      all: upstream.length > 1 && chance.happens(0.5),
    }),
  );
  return { project, stages };
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

/** Where a Stage keeps its tag. */
export function fileOf(project: string, stage: string): string {
  return `${project}/${stage}/values.yaml`;
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
    steps: plan.delivers ? stepsOf(project, plan, version) : [],
    location: { file: 'waybill.yaml', line: 1, column: 1 },
  };
}

function stepsOf(
  project: string,
  plan: StagePlan,
  version: number,
): PromotionStepDefinition[] {
  const steps = [
    step('git-clone', 'clone', {
      repoURL: REPO,
      checkout: [{ path: './out', branch: plan.branch }],
    }),
    step('yaml-update', 'update', {
      path: `./out/${fileOf(project, plan.name)}`,
      updates: [
        { key: 'image.tag', value: `\${{ imageFrom("${IMAGE}").Tag }}` },
      ],
    }),
    step('git-commit', 'commit', {
      path: './out',
      message: `v${version} of ${plan.name}`,
    }),
    step(
      'git-push',
      'push',
      plan.byPullRequest
        ? { path: './out', generateTargetBranch: true }
        : { path: './out' },
    ),
  ];
  if (plan.byPullRequest) {
    steps.push(
      step('git-open-pr', 'open', {
        repoURL: REPO,
        sourceBranch: '${{ outputs.push.branch }}',
        targetBranch: plan.branch,
      }),
      step('git-wait-for-pr', 'merge', {
        repoURL: REPO,
        prNumber: '${{ outputs.open.pr.id }}',
      }),
    );
  }
  if (plan.application) {
    const commit = plan.byPullRequest ? 'merge' : 'push';
    steps.push(
      step('argocd-update', 'sync', {
        apps: [
          {
            name: plan.application,
            ...(plan.pinned && {
              sources: [
                {
                  repoURL: REPO,
                  desiredRevision: `\${{ outputs.${commit}.commit }}`,
                },
              ],
            }),
          },
        ],
      }),
    );
  }
  return steps;
}

function step(
  uses: string,
  as: string,
  config: JsonObject,
): PromotionStepDefinition {
  return { uses, as, vars: [], config };
}
