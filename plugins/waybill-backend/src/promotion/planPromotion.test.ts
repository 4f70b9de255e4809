import { PromotionStepDefinition } from '@waybill/backstage-plugin-waybill-common';
import { planPromotion } from './planPromotion';
import { builtInSteps } from './steps';
import {
  freightOf,
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from './testing/promotionWorld';

const FILES = {
  'app/kustomization.yaml':
    'images:\n  - name: registry.example.com/web # the shop\n    newTag: 1.24.0\n',
};
const clone = step('git-clone', { repoURL: REPO, checkout: [{ path: 'src' }] });
const set = step(
  'kustomize-set-image',
  {
    path: 'src/app',
    images: [
      {
        image: 'registry.example.com/web',
        tag: "${{ imageFrom('registry.example.com/web').Tag }}",
      },
    ],
  },
  { as: 'set' },
);
const commit = step(
  'git-commit',
  { path: 'src', message: '${{ outputs.set.commitMessage }}' },
  { as: 'commit' },
);
const push = step(
  'git-push',
  { path: 'src', generateTargetBranch: true },
  { as: 'push', if: "${{ status('commit') == 'Succeeded' }}" },
);
const pr = step(
  'git-open-pr',
  {
    repoURL: REPO,
    sourceBranch: '${{ outputs.push.branch }}',
    targetBranch: 'main',
  },
  { as: 'pr' },
);
const merged = step(
  'git-wait-for-pr',
  { repoURL: REPO, prNumber: '${{ outputs.pr.pr.id }}' },
  { as: 'merged' },
);
const sync = step('argocd-update', {
  apps: [
    {
      name: 'web',
      sources: [
        { repoURL: REPO, desiredRevision: '${{ outputs.merged.commit }}' },
      ],
    },
  ],
});
const STEPS = [clone, set, commit, push, pr, merged, sync];

function worldOf(steps: PromotionStepDefinition[] = STEPS, id?: string) {
  const record = promotionOf(steps, id ? { id } : {});
  const world = promotionWorld({ files: FILES, record });
  world.argo.add('web', REPO);
  return world;
}
const plan = (world: ReturnType<typeof worldOf>) =>
  planPromotion(
    {
      steps: builtInSteps,
      author: { name: 'Waybill', email: 'waybill@example.com' },
      logger: world.logger,
    },
    {
      promotion: world.record,
      freight: world.freight,
      ports: world,
      now: world.now,
      signal: new AbortController().signal,
      logger: world.logger,
    },
  );

describe('planPromotion', () => {
  it('shows the diff, the effects and what only a run can know, and touches nothing', async () => {
    const world = worldOf();
    const before = world.git.log(REPO, 'main')[0].id;
    const result = await plan(world);
    expect(result.error).toBeNull();
    expect(result.files).toEqual([
      {
        repoURL: REPO,
        branch: `kargo/promotion/${world.record.id}`,
        path: 'app/kustomization.yaml',
        diff: expect.stringContaining(
          '-    newTag: 1.24.0\n+    newTag: 1.25.0',
        ),
      },
    ]);
    expect(result.effects.map(effect => effect.type)).toEqual([
      'git-push',
      'git-open-pr',
      'argocd-update',
    ]);
    expect(result.effects[1].sourceBranch).toBe('kargo/promotion/<promotion>');
    expect(JSON.stringify(result.effects[2])).toContain('<merged.commit>');
    expect(result.unknowns).toEqual([
      'the number of the pull request, of step "pr"',
      'the address of the pull request, of step "pr"',
      'the commit, of step "merged"',
      'what becomes of the pull request, of step "merged"',
    ]);
    expect(result.steps.map(item => item.alias)).toEqual(
      STEPS.map(item => item.as),
    );
    expect(result.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(world.git.repository(REPO).branches).toEqual(
      new Map([['main', before]]),
    );
    expect([world.hosts.pullRequests, world.argo.syncs]).toEqual([[], []]);
    expect(world.calls).toEqual([]);
  });

  it('has the same hash for the same effects: on another base, at another time, under another id', async () => {
    const first = worldOf();
    const second = worldOf(STEPS, 'dev.01jn9999999999999999999999.fffffff');
    second.git.commit(REPO, 'main', { 'other.txt': 'x' });
    second.now = new Date(second.now.getTime() + 86_400_000);
    expect((await plan(second)).hash).toBe((await plan(first)).hash);
  });

  it.each<[string, (world: ReturnType<typeof worldOf>) => void]>([
    [
      'another tag',
      world => {
        world.freight = [freightOf('1.26.0')];
      },
    ],
    [
      'the file was changed meanwhile',
      world => {
        world.git.commit(REPO, 'main', {
          'app/kustomization.yaml': `${FILES['app/kustomization.yaml']}# more\n`,
        });
      },
    ],
    [
      'another application',
      world => {
        world.record.steps = [
          ...STEPS.slice(0, 6),
          { ...sync, config: { apps: [{ name: 'other' }] } },
        ];
      },
    ],
  ])('has another hash: %s', async (_, change) => {
    const world = worldOf();
    change(world);
    expect((await plan(world)).hash).not.toBe((await plan(worldOf())).hash);
  });

  it('is without a hash when a step cannot be done', async () => {
    const world = worldOf([
      clone,
      { ...set, config: { path: 'src/nowhere' } },
      commit,
    ]);
    expect(await plan(world)).toMatchObject({
      hash: '',
      error: expect.stringContaining(
        'Step "set": could not discover kustomization file',
      ),
    });
  });

  it('names all steps of the promotion: what is skipped, and what is behind a step that cannot be planned', async () => {
    const never = step('git-clear', { path: 'src' }, { if: '${{ false }}' });
    const wrong = { ...set, config: { path: 'src/nowhere' } };
    const { steps } = await plan(worldOf([clone, never, wrong, commit]));
    expect(steps).toEqual([
      { alias: clone.as, uses: 'git-clone', summary: `read ${REPO}` },
      {
        alias: never.as,
        uses: 'git-clear',
        summary: 'its condition does not hold',
        outcome: 'skipped',
      },
      {
        alias: 'set',
        uses: 'kustomize-set-image',
        summary: '',
        outcome: 'unplanned',
      },
      {
        alias: 'commit',
        uses: 'git-commit',
        summary: '',
        outcome: 'unplanned',
      },
    ]);
  });

  it('says why a commit would be skipped', async () => {
    const same = { ...commit, config: { path: 'src', message: 'again' } };
    const { steps } = await plan(worldOf([clone, same]));
    expect(steps[1]).toEqual({
      alias: 'commit',
      uses: 'git-commit',
      summary: 'Nothing to commit: the files are already as they should be',
      outcome: 'skipped',
    });
  });

  it('refuses a step that writes while it plans', async () => {
    const world = worldOf([clone, set, commit, step('rogue', {})]);
    const rogue = {
      ...builtInSteps[1],
      id: 'rogue',
      schema: builtInSteps[1].schema.optional() as never,
      plan: async (
        context: Parameters<(typeof builtInSteps)[0]['plan']>[0],
      ) => {
        await context.workspace
          .treeAt('src')
          .push({ targetBranch: 'main', signal: context.signal });
        return { summary: '', effects: [] };
      },
    };
    const { z } = jest.requireActual('zod');
    const result = await planPromotion(
      {
        steps: [...builtInSteps, { ...rogue, schema: z.unknown() }],
        author: { name: 'W', email: 'w@example.com' },
        logger: world.logger,
      },
      {
        promotion: world.record,
        freight: world.freight,
        ports: world,
        now: world.now,
        signal: new AbortController().signal,
        logger: world.logger,
      },
    );
    expect(result.error).toBe('Step "rogue": A plan must not push');
    expect(world.git.repository(REPO).pushes).toEqual([]);
  });
});
