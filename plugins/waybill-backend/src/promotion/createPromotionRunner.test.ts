import { ServiceUnavailableError } from '@backstage/errors';
import {
  JsonObject,
  PromotionStepDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import {
  Crash,
  promotionOf,
  promotionWorld,
  REPO,
  START,
  step,
} from './testing/promotionWorld';

const KUSTOMIZATION = `resources:
  - ../../base
images:
  - name: registry.example.com/web # the shop
    newTag: "1.24.0"
`;
const FILE = 'overlays/dev/kustomization.yaml';
const FILES = {
  'overlays/dev/kustomization.yaml': KUSTOMIZATION,
  'README.md': 'hi\n',
};

const direct: PromotionStepDefinition[] = [
  step('git-clone', {
    repoURL: REPO,
    checkout: [{ branch: 'main', path: './src' }],
  }),
  step(
    'kustomize-set-image',
    {
      path: './src/overlays/dev',
      images: [
        {
          image: 'registry.example.com/web',
          tag: "${{ imageFrom('registry.example.com/web').Tag }}",
        },
      ],
    },
    { as: 'set' },
  ),
  step(
    'git-commit',
    { path: './src', message: '${{ outputs.set.commitMessage }}' },
    { as: 'commit' },
  ),
  step('git-push', { path: './src' }, { as: 'push' }),
  step('argocd-update', {
    apps: [
      {
        name: 'web-dev',
        sources: [
          {
            repoURL: `${REPO}.git`,
            desiredRevision: "${{ outputs[vars.of ?? 'push'].commit }}",
          },
        ],
      },
    ],
  }),
];
const [clone, set, commit] = direct;
const throughPr: PromotionStepDefinition[] = [
  clone,
  set,
  commit,
  step(
    'git-push',
    { path: './src', generateTargetBranch: true },
    { as: 'push' },
  ),
  step(
    'git-open-pr',
    {
      repoURL: REPO,
      sourceBranch: '${{ outputs.push.branch }}',
      targetBranch: 'main',
    },
    { as: 'pr' },
  ),
  step(
    'git-wait-for-pr',
    { repoURL: REPO, prNumber: '${{ outputs.pr.pr.id }}' },
    { as: 'merged' },
  ),
  step('argocd-update', {
    apps: [
      {
        name: 'web-dev',
        sources: [
          { repoURL: REPO, desiredRevision: '${{ outputs.merged.commit }}' },
        ],
      },
    ],
  }),
];

function worldOf(steps: PromotionStepDefinition[]) {
  const world = promotionWorld({ files: FILES, record: promotionOf(steps) });
  world.argo.add('web-dev', REPO);
  return world;
}
type World = ReturnType<typeof worldOf>;
const statuses = ({ record }: World) =>
  record.stepStates.map(state => state.status);
const mergeWhenOpen = (world: World) => () => {
  const open = world.hosts.pullRequests.find(item => item.state === 'open');
  const waits = world.record.stepStates.some(
    state => state.uses === 'git-wait-for-pr' && state.status === 'Running',
  );
  if (open && waits) {
    world.hosts.merge(open.number);
  }
};
/** Commits of this promotion that the remote has, on any branch. */
const made = ({ git, record }: World) =>
  [...git.repository(REPO).commits.values()].filter(
    found => found.trailers['Waybill-Promotion'] === record.id,
  );

describe('a promotion straight to a branch', () => {
  it('changes the file, pushes one commit, syncs and registers a health check', async () => {
    const world = worldOf(direct);
    await expect(world.finish()).resolves.toEqual({
      type: 'finished',
      phase: 'Succeeded',
      message: '',
    });
    expect(
      world.git.file(REPO, 'main', 'overlays/dev/kustomization.yaml'),
    ).toBe(KUSTOMIZATION.replace('1.24.0', '1.25.0'));
    const [tip, before] = world.git.log(REPO, 'main');
    expect(tip).toMatchObject({
      trailers: { 'Waybill-Promotion': world.record.id },
      author: 'Waybill <waybill@example.com>',
      date: START,
      parent: before.id,
    });
    expect(tip.message).toBe(
      'Updated ./src/overlays/dev to use new image\n\n- registry.example.com/web:1.25.0',
    );
    expect(world.argo.syncs).toEqual([`${world.record.id}/argocd-update`]);
    expect(world.record.healthChecks).toEqual([
      {
        uses: 'argocd-update',
        config: {
          apps: [
            {
              name: 'web-dev',
              namespace: 'argocd',
              desired: [
                {
                  sourceIndex: 0,
                  revision: tip.id,
                  repoURL: REPO,
                  paths: ['overlays/dev/kustomization.yaml'],
                },
              ],
            },
          ],
        },
      },
    ]);
  });

  it('makes no commit when the files are as they should be, and says so', async () => {
    const world = worldOf(direct);
    world.git.commit(REPO, 'main', {
      'overlays/dev/kustomization.yaml': KUSTOMIZATION.replace('1.24', '1.25'),
    });
    const { phase } = await world.finish();
    expect(phase).toBe('Succeeded');
    expect(statuses(world).slice(2, 4)).toEqual(['Skipped', 'Skipped']);
    expect(made(world)).toEqual([]);
    expect(world.record.stepStates[3].message).toMatch(/Nothing to push/);
  });

  it('replays its edit on a new tip when it loses the race, and keeps the others’ commits', async () => {
    const world = worldOf(direct);
    let races = 3;
    world.git.repository(REPO).beforePush = () => {
      if (races > 0) {
        races -= 1;
        world.git.commit(REPO, 'main', { [`other-${races}.txt`]: 'x' });
      }
    };
    const { phase } = await world.finish();
    expect(phase).toBe('Succeeded');
    const log = world.git.log(REPO, 'main');
    expect(log).toHaveLength(5);
    expect(made(world)).toEqual([log[0]]);
    expect(log[0].files.has('other-0.txt')).toBe(true);
    // What the commit step says is what the push has pushed.
    expect(world.record.stepStates[2].output).toEqual({ commit: log[0].id });
    expect(world.record.stepStates[3].output).toMatchObject({
      commit: log[0].id,
    });
  });

  it('gives up after ten races', async () => {
    const world = worldOf(direct);
    let races = 0;
    world.git.repository(REPO).beforePush = () => {
      races += 1;
      world.git.commit(REPO, 'main', { 'other.txt': String(races) });
    };
    const { phase, message } = await world.finish();
    expect(phase).toBe('Errored');
    expect(message).toContain('moved during each of 10 attempts');
    expect(made(world)).toEqual([]);
  });

  it('fails with a sentence when its edit no longer fits the new tip', async () => {
    const world = worldOf(direct);
    world.git.repository(REPO).beforePush = () => {
      world.git.commit(REPO, 'main', {
        'overlays/dev/kustomization.yaml': 'images: none\n',
      });
    };
    const { phase, message } = await world.finish();
    expect(phase).toBe('Failed');
    expect(message).toMatch(/"set" cannot be done again.*must be a list/);
  });

  it('takes somebody else’s equal change for done', async () => {
    const world = worldOf(direct);
    world.git.repository(REPO).beforePush = () => {
      world.git.commit(REPO, 'main', {
        'overlays/dev/kustomization.yaml': KUSTOMIZATION.replace(
          '1.24',
          '1.25',
        ),
      });
    };
    const { phase } = await world.finish();
    expect(phase).toBe('Succeeded');
    expect(made(world)).toEqual([]);
  });

  it('finds its push when the answer is lost', async () => {
    const world = worldOf(direct);
    world.git.repository(REPO).afterPush = () => {
      throw new Error('connection reset');
    };
    const { phase } = await world.finish();
    expect(phase).toBe('Succeeded');
    expect(world.git.repository(REPO).pushes).toHaveLength(1);
    expect(made(world)).toHaveLength(1);
  });

  it('is an error when the push never arrives', async () => {
    const world = worldOf(direct);
    world.git.repository(REPO).beforePush = () => {
      throw new Error('connection refused');
    };
    const { phase, message } = await world.finish();
    expect(phase).toBe('Errored');
    expect(message).toBe('Step "push": connection refused');
    expect(world.argo.syncs).toEqual([]);
  });
});

describe('a promotion through a pull request', () => {
  it('waits for the merge and syncs its commit', async () => {
    const world = worldOf(throughPr);
    const { phase } = await world.finish(mergeWhenOpen(world));
    expect(phase).toBe('Succeeded');
    const [request] = world.hosts.pullRequests;
    expect(request).toMatchObject({
      head: { branch: `kargo/promotion/${world.record.id}` },
      title: 'Promote calm-otter to dev',
    });
    expect(world.record.stepStates[5].output).toEqual({
      commit: request.mergeCommit,
      commitURL: `${REPO}/commit/${request.mergeCommit}`,
      pr: {
        id: 1,
        url: request.url,
        open: false,
        merged: true,
        base: 'main',
        head: request.head.branch,
      },
    });
  });

  it('fails when it is closed', async () => {
    const world = worldOf(throughPr);
    const { phase, message } = await world.finish(() => world.hosts.close(1));
    expect(phase).toBe('Failed');
    expect(message).toContain('closed without being merged');
    expect(world.argo.syncs).toEqual([]);
  });

  it('finds the pull request when the answer is lost', async () => {
    const world = worldOf(throughPr);
    world.hosts.afterOpen = () => {
      throw new Error('502');
    };
    const { phase } = await world.finish(mergeWhenOpen(world));
    expect(phase).toBe('Succeeded');
    expect(world.hosts.pullRequests).toHaveLength(1);
  });

  it('does not take an earlier promotion’s pull request whose head is not ours', async () => {
    const world = worldOf(throughPr);
    const [, , , push, pr] = throughPr;
    const branch = 'kargo/storefront/dev/promotion';
    world.record.steps = [
      clone,
      set,
      commit,
      { ...push, config: { path: './src', targetBranch: branch, force: true } },
      pr,
    ];
    world.record.stepStates = world.record.stepStates.slice(0, 5);
    world.git.commit(REPO, branch, { 'old.txt': 'x' });
    const host = await world.hosts.forRepository({ repoURL: REPO });
    await host.openPullRequest({
      head: branch,
      base: 'main',
      title: 'old',
      description: '',
      labels: [],
      signal: new AbortController().signal,
    });
    const stale = world.hosts.pullRequests[0];
    // The host has not noticed the forced push yet.
    const lag = jest.spyOn(world.hosts, 'forRepository').mockResolvedValue({
      ...host,
      findOpenPullRequest: async () => stale,
    });
    const first = await world.advance();
    expect(first).toMatchObject({ type: 'waiting' });
    lag.mockRestore();
    await expect(world.finish()).resolves.toMatchObject({ phase: 'Succeeded' });
    expect(world.hosts.pullRequests).toHaveLength(1);
    expect(world.git.log(REPO, branch)[0]).toEqual(made(world)[0]);
  });
});

describe('a pull request and what others do to it', () => {
  it('is found again when it was merged before its number was noted', async () => {
    const world = worldOf(throughPr);
    const opening = world.hosts.afterOpen;
    world.hosts.afterOpen = () => {
      world.hosts.afterOpen = opening;
      world.hosts.merge(1);
      throw new Crash();
    };
    await expect(world.finish()).resolves.toMatchObject({ phase: 'Succeeded' });
    expect(world.hosts.pullRequests).toHaveLength(1);
  });

  it('is no success when it was pointed to another branch', async () => {
    const world = worldOf(throughPr);
    world.git.commit(REPO, 'elsewhere', FILES);
    const { phase, message } = await world.finish(() => {
      const [request] = world.hosts.pullRequests;
      request.base.branch = 'elsewhere';
      world.hosts.merge(1);
    });
    expect(phase).toBe('Failed');
    expect(message).toContain(
      '#1 was opened into main, and now goes into elsewhere',
    );
  });

  describe('that the promotion merges itself', () => {
    const merging = (config: JsonObject = {}) => {
      const steps = [...throughPr];
      steps[5] = step(
        'git-merge-pr',
        { repoURL: REPO, prNumber: '${{ outputs.pr.pr.id }}', ...config },
        { as: 'merged' },
      );
      return worldOf(steps);
    };

    it('is merged once, and its commit synced', async () => {
      const world = merging();
      await expect(world.finish()).resolves.toMatchObject({
        phase: 'Succeeded',
      });
      const [request] = world.hosts.pullRequests;
      expect(request.state).toBe('merged');
      expect(world.record.stepStates[5].output).toMatchObject({
        commit: request.mergeCommit,
      });
      expect(world.argo.syncs).toHaveLength(1);
    });

    it('is not merged again when the answer is lost', async () => {
      const world = merging();
      world.hosts.afterMerge = () => {
        world.hosts.afterMerge = undefined;
        throw new ServiceUnavailableError('502');
      };
      await expect(world.finish()).resolves.toMatchObject({
        phase: 'Succeeded',
      });
      expect(world.git.log(REPO, 'main')).toHaveLength(2);
    });

    it('is waited for only where the step says so', async () => {
      const checks = { status: 'waiting', message: 'checks run' } as const;
      const hasty = merging();
      hasty.hosts.mergeProblem = () => checks;
      await expect(hasty.finish()).resolves.toMatchObject({
        phase: 'Failed',
        message: expect.stringContaining('checks run'),
      });
      const patient = merging({ wait: true });
      let asked = 0;
      patient.hosts.mergeProblem = () => {
        asked += 1;
        return asked < 3 ? checks : undefined;
      };
      await expect(patient.finish()).resolves.toMatchObject({
        phase: 'Succeeded',
      });
      expect(asked).toBe(3);
    });

    it('is not merged with a commit that somebody slipped in', async () => {
      const world = merging({ wait: true });
      world.hosts.mergeProblem = () => {
        const [request] = world.hosts.pullRequests;
        world.git.commit(REPO, request.head.branch, { 'evil.txt': 'x' });
        world.hosts.mergeProblem = undefined;
        return { status: 'waiting', message: 'checks run' };
      };
      await expect(world.finish()).resolves.toMatchObject({
        phase: 'Failed',
        message: expect.stringContaining('head has moved'),
      });
      expect(world.hosts.pullRequests[0].state).toBe('open');
    });
  });
});

describe('Argo CD', () => {
  it('finds its sync when the answer is lost', async () => {
    const world = worldOf(direct);
    world.argo.afterSync = () => {
      throw new Error('timeout');
    };
    const { phase } = await world.finish();
    expect(phase).toBe('Succeeded');
    expect(world.argo.syncs).toHaveLength(1);
  });

  it('accepts a later commit that contains ours and left our file alone', async () => {
    const world = worldOf(direct);
    world.argo.outcome = () => ({
      phase: 'Succeeded',
      revision: world.git.commit(REPO, 'main', { 'other.txt': 'x' }),
    });
    const { phase } = await world.finish();
    expect(phase).toBe('Succeeded');
    expect(world.argo.syncs).toHaveLength(1);
  });

  it('does not wait for what others have overwritten', async () => {
    const world = worldOf(direct);
    world.argo.outcome = () => ({
      phase: 'Succeeded',
      revision: world.git.commit(REPO, 'main', { [FILE]: 'theirs' }),
    });
    const { phase, message } = await world.finish();
    expect(phase).toBe('Failed');
    expect(message).toMatch(
      /Others have changed .* on main of https.* since [0-9a-f]{7}, so no sync of "web-dev"/,
    );
    expect(world.argo.syncs).toHaveLength(1);
  });

  it('syncs again where what others have overwritten is put back', async () => {
    const world = worldOf(direct);
    let first = true;
    world.argo.outcome = () => {
      const ours = world.git.file(REPO, 'main', FILE)!;
      const revision = first
        ? world.git.commit(REPO, 'main', { [FILE]: 'theirs' })
        : undefined;
      if (first) {
        world.git.commit(REPO, 'main', { [FILE]: ours });
      }
      first = false;
      return { phase: 'Succeeded', revision };
    };
    const { phase } = await world.finish(() => {
      const app = world.argo.applications.get('web-dev');
      app!.status!.reconciledAt = new Date(
        world.now.getTime() + 60_000,
      ).toISOString();
    });
    expect(phase).toBe('Succeeded');
    expect(world.argo.syncs).toHaveLength(2);
  });

  it('says when the branch has lost the commit', async () => {
    const world = worldOf(direct);
    world.argo.outcome = () => {
      const repository = world.git.repository(REPO);
      const start = world.git.log(REPO, 'main').at(-1)!.id;
      repository.branches.set('main', start);
      return {
        phase: 'Succeeded',
        revision: world.git.commit(REPO, 'main', { 'other.txt': 'x' }),
      };
    };
    const { phase, message } = await world.finish();
    expect(phase).toBe('Failed');
    expect(message).toMatch(/[0-9a-f]{7} is not on main of .* any more/);
  });

  it('refreshes, again if need be, and syncs anew when an older revision was synced', async () => {
    const world = worldOf(direct);
    const old = world.git.log(REPO, 'main')[0].id;
    let stale = true;
    world.argo.outcome = () => ({
      phase: 'Succeeded',
      revision: stale ? old : undefined,
    });
    const { phase } = await world.finish(() => {
      if (world.argo.refreshes >= 2) {
        stale = false;
        const app = world.argo.applications.get('web-dev');
        app!.status!.reconciledAt = new Date(
          world.now.getTime() + 60_000,
        ).toISOString();
      }
    });
    expect(phase).toBe('Succeeded');
    expect(world.argo.refreshes).toBe(2);
    expect(world.argo.syncs).toHaveLength(2);
  });

  it('ends in time when the wanted revision never comes', async () => {
    const world = worldOf(direct);
    const old = world.git.log(REPO, 'main')[0].id;
    world.argo.outcome = () => ({ phase: 'Succeeded', revision: old });
    const { phase, message } = await world.finish();
    expect(phase).toBe('Errored');
    expect(message).toContain('timed out after 300 s');
    expect(world.now.getTime() - START.getTime()).toBe(300_000);
  });

  it('waits for a foreign operation', async () => {
    const world = worldOf(direct);
    const app = world.argo.applications.get('web-dev')!;
    app.operation = { initiatedBy: { username: 'mira' } };
    const messages: string[] = [];
    await world.finish(
      advance => advance.type === 'waiting' && messages.push(advance.message),
    );
    expect(messages[0]).toContain('mira');
    expect(world.argo.syncs).toHaveLength(1);
  });

  it.each([
    ['a failed operation', /The sync of "web-dev" ended Failed/, 'Errored'],
    ['a missing Application', /no Argo CD Application "web-dev"/, 'Failed'],
    ['a source that is not there', /No source of .* is https/, 'Failed'],
  ])('%s ends the promotion with a sentence', async (what, sentence, ends) => {
    const world = worldOf(direct);
    if (what === 'a failed operation') {
      world.argo.outcome = () => ({ phase: 'Failed' });
    } else if (what === 'a missing Application') {
      world.argo.applications.clear();
    } else {
      world.argo.applications.get('web-dev')!.spec.source!.repoURL =
        'https://git.example.com/acme/elsewhere';
    }
    const { phase, message } = await world.finish();
    expect(message).toMatch(sentence);
    expect(phase).toBe(ends);
  });
});

describe('a crash', () => {
  const again = [
    step(
      'copy',
      { inPath: './src/README.md', outPath: './src/COPY.md' },
      { as: 'copy' },
    ),
    { ...commit, as: 'commit2', config: { path: './src', message: 'copy' } },
    { ...direct[3], as: 'push2' },
  ];

  it.each<[string, PromotionStepDefinition[], string[]]>([
    ['straight to a branch', direct, ['commit']],
    ['through a pull request', throughPr, ['commit']],
    [
      'in two pushes',
      [
        ...direct.slice(0, 4),
        ...again,
        { ...direct[4], vars: [{ name: 'of', value: 'push2' }] },
      ],
      ['commit', 'commit2'],
    ],
  ])(
    '%s: before each write of the journal, nothing is done twice',
    async (_, steps, commits) => {
      const outcome = (world: World) => ({
        made: made(world).map(found => found.id),
        recorded: world.record.stepStates
          .filter(state => commits.includes(state.alias))
          .map(state => state.output?.commit),
        pushes: world.git.repository(REPO).pushes.length,
        pullRequests: world.hosts.pullRequests.length,
        syncs: world.argo.syncs.length,
        healthChecks: world.record.healthChecks.length,
      });
      const calm = worldOf(steps);
      await calm.finish(mergeWhenOpen(calm));
      const writes = calm.calls.length;
      expect(writes).toBeGreaterThan(10);
      expect(outcome(calm)).toMatchObject({
        recorded: outcome(calm).made,
        pushes: commits.length,
        syncs: 1,
        healthChecks: 1,
      });

      for (let dying = 1; dying <= writes; dying += 1) {
        const world = worldOf(steps);
        let died = false;
        world.onCall = (_call, count) => {
          if (count === dying && !died) {
            died = true;
            throw new Crash();
          }
        };
        const { phase } = await world.finish(mergeWhenOpen(world));
        // Commits are dated by their step's first start, which a crash before its record moves; all else is as if none had been.
        const { made: ids, recorded, ...counts } = outcome(world);
        const {
          made: calmIds,
          recorded: _recorded,
          ...calmCounts
        } = outcome(calm);
        const where = `died before write ${dying} of ${writes}: ${
          calm.calls[dying - 1]
        }`;
        expect({ where, died, phase, ...counts, ids: ids.length }).toEqual({
          where,
          died: true,
          phase: 'Succeeded',
          ...calmCounts,
          ids: calmIds.length,
        });
        expect({ where, recorded }).toEqual({ where, recorded: ids });
      }
    },
  );

  it('after a crash a lost race is still replayed on the recorded base', async () => {
    const world = worldOf(direct);
    let raced = false;
    world.git.repository(REPO).beforePush = () => {
      if (!raced) {
        raced = true;
        world.git.commit(REPO, 'main', { 'other.txt': 'x' });
      }
    };
    // The push is taken, and the process dies before it can write that down.
    let dies = true;
    world.onCall = () => {
      if (dies && world.git.repository(REPO).pushes.length > 0) {
        dies = false;
        throw new Crash();
      }
    };
    const { phase } = await world.finish();
    expect(phase).toBe('Succeeded');
    expect(made(world)).toHaveLength(1);
    expect(dies).toBe(false);
    expect(world.record.stepStates[2].output).toEqual({
      commit: made(world)[0].id,
    });
    expect(world.git.repository(REPO).pushes).toHaveLength(1);
    expect(world.git.file(REPO, 'main', 'other.txt')).toBe('x');
  });

  it('takes its change for done when the branch was rewritten with it meanwhile', async () => {
    const world = worldOf(direct);
    const repo = world.git.repository(REPO);
    let dies = true;
    world.onCall = () => {
      if (dies && repo.pushes.length > 0) {
        dies = false;
        // Somebody else's commit goes below ours, which gets another id.
        const [ours] = world.git.log(REPO, 'main');
        repo.branches.set('main', ours.parent ?? '');
        world.git.commit(REPO, 'main', { 'other.txt': 'x' });
        const rebased = world.git.commit(
          REPO,
          'main',
          Object.fromEntries(
            [...ours.files].map(([path, text]) => [path, String(text)]),
          ),
          ours.message,
        );
        Object.assign(repo.commits.get(rebased) ?? {}, {
          trailers: ours.trailers,
        });
        throw new Crash();
      }
    };
    const { phase } = await world.finish();
    const [tip] = world.git.log(REPO, 'main');
    expect(phase).toBe('Succeeded');
    expect(repo.pushes).toHaveLength(1);
    expect(world.record.stepStates[3].output?.commit).toBe(tip.id);
  });
});
