import { GitHost } from '@waybill/backstage-plugin-waybill-node';
import {
  authority,
  entity,
  GRANT,
  pipeline,
  REPO,
  signal,
  stageOf,
} from './__testUtils__/authorities';

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

  it('the pull request whose text I change goes into your branch, or is no longer there', async () => {
    const updatePullRequest = jest.fn();
    const asked: (object | undefined)[] = [
      { base: { branch: 'release' }, head: { branch: 'kargo/mine/a' } },
      { base: { branch: 'main' }, head: { branch: 'kargo/yours/a' } },
      undefined,
      { base: { branch: 'main' }, head: { branch: 'kargo/mine/a' } },
    ];
    const { hosts } = authority(
      {
        git: {
          allow: [{ repos: [REPO], branches: ['main', 'kargo/mine/**'] }],
        },
      },
      {
        hosts: {
          forRepository: async () =>
            ({
              updatePullRequest,
              getPullRequest: async () => asked.shift(),
            } as unknown as GitHost),
        },
      },
    ).portsFor(pipeline('mine'));
    const host = await hosts.forRepository({ repoURL: REPO });
    const change = () =>
      host.updatePullRequest!({
        ...{ number: 1, title: 't', description: '', labels: [], signal },
      });
    await expect(change()).rejects.toThrow('The branch release');
    await expect(change()).rejects.toThrow('The branch kargo/yours/a');
    await expect(change()).rejects.toThrow('no pull request #1');
    expect(updatePullRequest).not.toHaveBeenCalled();
    await change();
    expect(updatePullRequest).toHaveBeenCalledTimes(1);
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
