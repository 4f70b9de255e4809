import { mockServices } from '@backstage/backend-test-utils';
import {
  PromotionStepDefinition,
  StageDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import {
  Application,
  ArgoPort,
  GitHost,
  GitHostPort,
  GitPort,
} from '@waybill/backstage-plugin-waybill-node';
import { PipelineEntity } from '../ports';
import { createAuthority } from './createAuthority';

const signal = new AbortController().signal;
const REPO = 'https://git.example.com/acme/storefront-config';

function entity(
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
const pipeline = (
  name: string,
  project = name,
  more: Partial<PipelineEntity> = {},
) => ({
  pipelineId: name,
  entity: entity(name, more),
  project,
});

function authority(
  waybill: object = {},
  ports: { argo?: Partial<ArgoPort>; hosts?: Partial<GitHostPort> } = {},
) {
  return createAuthority({
    config: mockServices.rootConfig({ data: { waybill } as never }),
    git: {} as GitPort,
    hosts: ports.hosts as GitHostPort,
    argo: ports.argo as ArgoPort,
    logger: mockServices.logger.mock(),
  });
}

const GRANT = {
  git: {
    allow: [
      { repos: [REPO], branches: ['main'], owners: ['group:default/team-a'] },
    ],
  },
};
const step = (
  uses: string,
  config: PromotionStepDefinition['config'],
  vars: PromotionStepDefinition['vars'] = [],
): PromotionStepDefinition => ({ uses, as: uses, vars, config });
const stageOf = (
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

describe('gatesFor', () => {
  const clone = (branch: string, repoURL = '${{ vars.repo }}') =>
    step('git-clone', { repoURL, checkout: [{ branch, path: './out/' }] });
  const messages = (
    steps: PromotionStepDefinition[],
    more: Partial<StageDefinition> = {},
  ) =>
    authority(GRANT)
      .gatesFor(pipeline('storefront'), stageOf(steps, more))
      .map(gate => gate.message);

  it('has none where all that can be told is granted', () => {
    expect(
      messages([clone('main'), step('git-push', { path: 'out' })]),
    ).toEqual([]);
  });

  it.each([
    [
      'another repository',
      [clone('main', 'https://git.example.com/acme/victim')],
      /The repository https:\/\/git.example.com\/acme\/victim is not granted/,
    ],
    [
      'the branch it was opened from',
      [clone('stage/${{ ctx.stage }}'), step('git-push', { path: './out' })],
      /The branch stage\/prod of/,
    ],
    [
      'a target branch',
      [
        clone('main'),
        step('git-push', { path: './out', targetBranch: 'release' }),
      ],
      /The branch release of/,
    ],
    [
      'a generated branch',
      [
        clone('main'),
        step('git-push', { path: './out', generateTargetBranch: true }),
      ],
      /The branch kargo\/promotion\/prod/,
    ],
    [
      'a pull request',
      [
        step('git-open-pr', {
          repoURL: REPO,
          sourceBranch: '${{ outputs.push.branch }}',
          targetBranch: 'release',
        }),
      ],
      /The branch release of/,
    ],
    [
      "a step's own variable",
      [
        step('git-clone', { repoURL: '${{ vars.repo }}', checkout: [] }, [
          { name: 'repo', value: '${{ vars.base }}/x' },
          { name: 'base', value: 'no' },
        ]),
      ],
      undefined,
    ],
    [
      'what only a run knows',
      [
        clone('main', '${{ outputs.x.url }}'),
        step('git-push', { path: './out', targetBranch: 'release' }),
      ],
      undefined,
    ],
  ])('tells before it runs: %s', (_, steps, expected) => {
    expect(messages(steps).join('\n')).toMatch(expected ?? /^$/);
  });

  it('refuses, and with what is known of instances', () => {
    const { gatesFor } = authority({
      argocd: { instances: [{ name: 'emea' }] },
    });
    expect(
      gatesFor(pipeline('storefront'), stageOf([], { shard: 'apac' })),
    ).toEqual([
      {
        code: 'NotAuthorized',
        effect: 'refuse',
        message:
          'There is no Argo CD instance "apac" in waybill.argocd.instances',
      },
    ]);
    expect(
      gatesFor(pipeline('storefront'), stageOf([], { shard: 'emea' })),
    ).toEqual([]);
  });
});

describe('attacks', () => {
  it('my Stage writes your repository', async () => {
    const mine = authority(GRANT).portsFor(
      pipeline('mine', 'mine', { owners: ['group:default/team-b'] }),
      'prod',
    );
    await expect(
      mine.git.open({ repoURL: REPO, start: { branch: 'main' }, signal }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    await expect(
      mine.hosts.forRepository({ repoURL: REPO }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
  });

  it('my tags, name and project look like yours', () => {
    const lookalike = pipeline('storefront', 'storefront', {
      entityRef: 'component:other/storefront',
      owners: ['group:other/team-a'],
      tags: ['group:default/team-a'],
    });
    expect(authority(GRANT).mayRead(lookalike, REPO)).toBeDefined();
    const stage = stageOf([], {
      labels: { owner: 'group:default/team-a' },
      claimedOwner: 'group:default/team-a',
    });
    expect(authority(GRANT).ownersOf(lookalike, stage)).toEqual([
      'group:other/team-a',
    ]);
  });

  it('my pull request goes into your branch, or brings your branch into mine', async () => {
    const openPullRequest = jest.fn();
    const { hosts } = authority(
      {
        git: {
          allow: [{ repos: [REPO], branches: ['main', 'kargo/mine/**'] }],
        },
      },
      {
        hosts: {
          forRepository: async () =>
            ({ openPullRequest } as unknown as GitHost),
        },
      },
    ).portsFor(pipeline('mine'));
    const host = await hosts.forRepository({ repoURL: REPO });
    const request = { title: 't', description: '', labels: [], signal };
    await expect(
      host.openPullRequest({
        ...request,
        head: 'kargo/mine/prod/promotion',
        base: 'release',
      }),
    ).rejects.toThrow('The branch release');
    await expect(
      host.openPullRequest({
        ...request,
        head: 'kargo/yours/prod/promotion',
        base: 'main',
      }),
    ).rejects.toThrow('The branch kargo/yours/prod/promotion');
    expect(openPullRequest).not.toHaveBeenCalled();
    await host.openPullRequest({
      ...request,
      head: 'kargo/mine/prod/promotion',
      base: 'main',
    });
    expect(openPullRequest).toHaveBeenCalledTimes(1);
  });

  describe('my Stage operates your application', () => {
    const application = (
      annotations: Record<string, string>,
      resourceVersion = '1',
    ) =>
      ({
        metadata: {
          name: 'storefront-prod',
          namespace: 'argocd',
          resourceVersion,
          annotations,
        },
        spec: { project: 'secret-project' },
      } as unknown as Application);
    const ref = { namespace: 'argocd', name: 'storefront-prod' };

    function argoFor(
      who: ReturnType<typeof pipeline>,
      annotations: Record<string, string> | undefined,
      config: object = {},
      stage: string | undefined = 'prod',
    ) {
      const argo = {
        get: jest.fn(async () => annotations && application(annotations)),
        refresh: jest.fn(async () => {}),
        sync: jest.fn(async () => {}),
      };
      return {
        argo,
        authorized: authority(config, { argo }).portsFor(who, stage).argo,
      };
    }
    const update = { correlationId: 'p', reason: 'r' };
    const KARGO = { 'kargo.akuity.io/authorized-stage': 'storefront:prod' };

    it('and sees nothing of it, and sets nothing off', async () => {
      const { argo, authorized } = argoFor(
        pipeline('mine', 'storefront'),
        KARGO,
      );
      const refused =
        /storefront-prod does not authorize this Stage; its annotation waybill\/authorized-stage would have to list component:default\/mine:prod/;
      await expect(authorized.get(ref, signal)).rejects.toThrow(refused);
      await expect(authorized.refresh(ref, 'hard', signal)).rejects.toThrow(
        refused,
      );
      await expect(
        authorized.sync(ref, application({}), update, signal),
      ).rejects.toThrow(refused);
      await expect(authorized.get(ref, signal)).rejects.not.toThrow(
        'secret-project',
      );
      expect(argo.refresh).not.toHaveBeenCalled();
      expect(argo.sync).not.toHaveBeenCalled();
    });

    it.each([
      [
        'the component of that name in default',
        pipeline('storefront'),
        {},
        true,
      ],
      [
        'another kind of that name',
        pipeline('storefront', 'storefront', {
          entityRef: 'api:default/storefront',
        }),
        {},
        false,
      ],
      [
        'another namespace',
        pipeline('storefront', 'storefront', {
          entityRef: 'component:team/storefront',
        }),
        {},
        false,
      ],
      [
        'an entity that the platform binds',
        pipeline('shop', 'storefront'),
        { projects: [{ name: 'storefront', entity: 'component:shop' }] },
        true,
      ],
      [
        'the component of that name, where the platform binds another',
        pipeline('storefront'),
        {
          projects: [{ name: 'storefront', entity: 'component:default/shop' }],
        },
        false,
      ],
    ])(
      "Kargo's annotation and the name of its project: %s",
      async (_, who, config, allowed) => {
        const { authorized } = argoFor(who, KARGO, config);
        const answer = await authorized.get(ref, signal).then(
          () => 'allowed',
          error => error.name,
        );
        expect(answer).toBe(allowed ? 'allowed' : 'NotAllowedError');
      },
    );

    it('with consent that has been taken back since', async () => {
      const OURS = {
        'waybill/authorized-stage': 'component:default/mine:prod',
      };
      const { argo, authorized } = argoFor(pipeline('mine'), OURS);
      await authorized.sync(ref, application(OURS), update, signal);
      expect(argo.sync).toHaveBeenCalledTimes(1);
      await expect(
        authorized.sync(ref, application(OURS, '0'), update, signal),
      ).rejects.toMatchObject({ name: 'ConflictError' });
      expect(argo.sync).toHaveBeenCalledTimes(1);
    });

    it('through an instance that is not configured, or as no Stage at all', async () => {
      const OURS = {
        'waybill/authorized-stage': 'component:default/mine:prod',
      };
      const { argo, authorized } = argoFor(pipeline('mine'), OURS);
      await expect(
        authorized.get({ ...ref, instance: 'x' }, signal),
      ).rejects.toThrow('no Argo CD instance "x"');
      expect(argo.get).not.toHaveBeenCalled();
      const { authorized: nobody } = argoFor(pipeline('mine'), OURS, {}, '');
      await expect(nobody.get(ref, signal)).rejects.toMatchObject({
        name: 'NotAllowedError',
      });
    });

    it('which is not there: that much it may know', async () => {
      const { authorized } = argoFor(pipeline('mine'), undefined);
      expect(await authorized.get(ref, signal)).toBeUndefined();
    });
  });

  it('my file has your namespace', () => {
    const { projectProblem, isProjectBound } = authority({
      projects: [{ name: 'storefront', entity: 'component:default/shop' }],
    });
    expect(projectProblem(entity('mine'), 'storefront')).toMatch(
      /belongs to component:default\/shop, not to component:default\/mine/,
    );
    expect(projectProblem(entity('shop'), 'storefront')).toBeUndefined();
    expect(projectProblem(entity('mine'), 'anything')).toBeUndefined();
    expect(isProjectBound(entity('shop'), 'storefront')).toBe(true);
    expect(isProjectBound(entity('storefront'), 'storefront')).toBe(false);
    expect(isProjectBound(entity('other'), 'other')).toBe(true);
  });
});

describe('mayRead', () => {
  it('is about Git; images are named without a scheme', () => {
    const { mayRead } = authority(GRANT);
    expect(
      mayRead(pipeline('mine'), 'registry.example.com/acme/app'),
    ).toBeUndefined();
    expect(mayRead(pipeline('mine'), REPO)).toBeUndefined();
    expect(mayRead(pipeline('mine'), `${REPO}-2`)).toBeDefined();
    expect(
      mayRead(pipeline('mine'), 'git@git.example.com:acme/x.git'),
    ).toBeDefined();
  });
});

describe('the configuration', () => {
  it('forbids auto-promotion unless it says otherwise', () => {
    const allowed = (waybill: object) =>
      authority(waybill).autoPromotionAllowed(pipeline('mine'), stageOf([]));
    expect(allowed({})).toBe(false);
    expect(
      allowed({ policies: { default: { autoPromotion: 'forbid' } } }),
    ).toBe(false);
    expect(allowed({ policies: { default: { autoPromotion: 'allow' } } })).toBe(
      true,
    );
  });

  it.each([
    [
      { policies: [{ name: 'production', approvals: { required: 2 } }] },
      /a list of policies is not built yet/,
    ],
    [
      { policies: { production: { drift: 'block' } } },
      /production is not built yet/,
    ],
    [
      {
        policies: {
          default: { autoPromotion: 'allow', soak: '2h', drift: 'block' },
        },
      },
      /soak, drift are not built yet/,
    ],
    [
      { policies: { default: { autoPromotion: 'yes' } } },
      /expected allow or forbid, found "yes"/,
    ],
    [
      { git: { allow: [{ repos: [REPO], path: ['x'] }] } },
      /waybill.git.allow: expected repos, .*found "path"/,
    ],
    [{ git: { allow: [{ owners: ['x'] }] } }, /repos/],
    [
      {
        projects: [
          { name: 'a', entity: 'component:a' },
          { name: 'a', entity: 'component:b' },
        ],
      },
      /"a" is bound twice/,
    ],
  ])('that would not be enforced stops the start: %j', (waybill, expected) => {
    expect(() => authority(waybill)).toThrow(expected);
  });
});
