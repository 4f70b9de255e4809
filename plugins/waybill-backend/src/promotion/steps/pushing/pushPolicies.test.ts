import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { PushIntegrationPolicy } from '@waybill/backstage-plugin-waybill-node';
import {
  Crash,
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from '../../testing/promotionWorld';
import { outsideEffects } from '../../effects/outsideEffects';

const clone = (checkout: JsonObject) =>
  step('git-clone', {
    repoURL: REPO,
    checkout: [{ path: 'src', ...checkout }],
  });
const edit = (value: string) =>
  step('yaml-update', {
    path: 'src/dev.yaml',
    updates: [{ key: 'tag', value }],
  });
const commit = (as = 'commit') =>
  step('git-commit', { path: 'src', message: 'Promote' }, { as });
const push = (config: JsonObject = {}, uses = 'git-push', as = 'push') =>
  step(uses, { path: 'src', ...config }, { as });

function worldOf(
  steps: ReturnType<typeof step>[],
  integration: PushIntegrationPolicy = 'AlwaysRebase',
) {
  const world = promotionWorld({
    record: promotionOf(steps),
    files: { 'dev.yaml': 'tag: "1"\nname: web\n', 'prod.yaml': 'tag: "1"\n' },
  });
  world.git.repository(REPO).rules = { integration };
  return world;
}
type World = ReturnType<typeof worldOf>;

/** Somebody else's commit, just before the first push arrives. */
function overtake(world: World, files: Record<string, string>) {
  let theirs: string | undefined;
  world.git.repository(REPO).beforePush = ({ targetBranch }) => {
    theirs ??= world.git.commit(REPO, targetBranch, files);
  };
}
const subjects = (world: World, branch = 'main') =>
  world.git.log(REPO, branch).map(({ message }) => message.split('\n')[0]);
const states = (world: World) =>
  world.record.stepStates.map(({ status, message }) => ({ status, message }));

describe('a push that loses a race', () => {
  const steps = [clone({ branch: 'main' }), edit('2'), commit(), push()];

  it.each(['AlwaysRebase', 'RebaseOrMerge', 'RebaseOrFail'] as const)(
    'does its steps again on the new tip with %s, also where a rebase would conflict',
    async policy => {
      const world = worldOf(steps, policy);
      overtake(world, { 'dev.yaml': 'tag: "1.5"\nname: shop\n' });
      expect(await world.advance()).toMatchObject({ phase: 'Succeeded' });
      expect(world.git.file(REPO, 'main', 'dev.yaml')).toBe(
        'tag: "2"\nname: shop\n',
      );
      expect(subjects(world)).toEqual(['Promote', 'somebody else', 'start']);
    },
  );

  it('merges with AlwaysMerge, and keeps the commit as it was made', async () => {
    const world = worldOf(steps, 'AlwaysMerge');
    overtake(world, { 'prod.yaml': 'tag: "9"\n' });
    expect(await world.advance()).toMatchObject({ phase: 'Succeeded' });
    const [tip] = world.git.log(REPO, 'main');
    const { output } = world.record.stepStates[2];
    expect(tip).toMatchObject({
      merged: output?.commit,
      message: expect.stringContaining('Merge promotion'),
      trailers: { 'Waybill-Promotion': world.record.id },
    });
    expect(world.record.stepStates[3].output?.commit).toBe(tip.id);
    expect(world.git.file(REPO, 'main', 'dev.yaml')).toContain('tag: "2"');
    expect(world.git.file(REPO, 'main', 'prod.yaml')).toBe('tag: "9"\n');
  });

  it('fails with AlwaysMerge where both changed the same, and names the file', async () => {
    const world = worldOf(steps, 'AlwaysMerge');
    overtake(world, { 'dev.yaml': 'tag: "1.5"\nname: shop\n' });
    expect(await world.advance()).toMatchObject({ phase: 'Failed' });
    expect(states(world)[3]).toEqual({
      status: 'Failed',
      message: expect.stringMatching(/same places: dev\.yaml$/),
    });
    expect(subjects(world)).toEqual(['somebody else', 'start']);
  });

  it('goes on after a merge with a second commit, also in another process', async () => {
    const world = worldOf(
      [...steps, edit('3'), commit('again'), push({}, 'git-push', 'pushAgain')],
      'AlwaysMerge',
    );
    overtake(world, { 'prod.yaml': 'tag: "9"\n' });
    world.onCall = call => {
      if (call.startsWith('save 4 Succeeded')) {
        world.onCall = () => {};
        throw new Crash();
      }
    };
    await expect(world.advance()).rejects.toThrow(Crash);
    expect(await world.advance()).toMatchObject({ phase: 'Succeeded' });
    expect(world.git.file(REPO, 'main', 'dev.yaml')).toContain('tag: "3"');
    expect(world.git.file(REPO, 'main', 'prod.yaml')).toBe('tag: "9"\n');
    expect(world.git.repository(REPO).pushes).toHaveLength(2);
  });
});

describe('a push that does not succeed', () => {
  const steps = [clone({ branch: 'main' }), edit('2'), commit(), push()];
  const isFiles = (uses: string) => uses !== 'git-push';
  const told = (world: World) =>
    outsideEffects(world.record, isFiles).map(({ text }) => text);
  const failing = (error: Error, times = Infinity) => {
    const world = worldOf(steps);
    let left = times;
    world.git.repository(REPO).beforePush = () => {
      left -= 1;
      if (left >= 0) throw error;
    };
    return world;
  };

  it.each([
    new NotAllowedError('The remote refused the push: protected branch'),
    new AuthenticationError('it refuses the credential'),
    new InputError('Required status check "build" is expected'),
  ])('has pushed nothing when the host says %s', async error => {
    const world = failing(error);
    expect(await world.finish()).toMatchObject({ phase: 'Errored' });
    expect(told(world)).toEqual([]);
  });

  it('has pushed nothing when somebody else has changed the same places', async () => {
    const world = worldOf(steps, 'AlwaysMerge');
    overtake(world, { 'dev.yaml': 'tag: "1.5"\nname: web\n' });
    expect(await world.finish()).toMatchObject({ phase: 'Failed' });
    expect(told(world)).toEqual([]);
  });

  it.each([
    new ServiceUnavailableError('no answer'),
    new Error('socket hang up'),
  ])('may have pushed when nobody has heard: %s', async error => {
    const world = failing(error);
    expect(await world.finish()).toMatchObject({ phase: 'Errored' });
    expect(told(world)).toEqual([
      expect.stringMatching(/^may have pushed \w{7} to main of/),
    ]);
  });

  it('may have pushed when only the second try was refused', async () => {
    const world = failing(new ServiceUnavailableError('no answer'), 1);
    await world.advance();
    world.now = new Date(world.now.getTime() + 3600_000);
    world.git.repository(REPO).beforePush = () => {
      throw new NotAllowedError('protected branch');
    };
    expect(await world.finish()).toMatchObject({ phase: 'Errored' });
    expect(told(world)).toEqual([expect.stringMatching(/^may have pushed/)]);
  });

  it('is told as done when it succeeds after it was refused', async () => {
    const world = failing(new ConflictError('moved and came back'), 1);
    world.record.steps[3].retry = { errorThreshold: 3 };
    expect(await world.finish()).toMatchObject({ phase: 'Succeeded' });
    expect(told(world)).toEqual([expect.stringMatching(/^pushed \w{7}/)]);
  });
});

describe('a push to a branch that has gone another way', () => {
  const steps = [
    clone({ branch: 'main' }),
    edit('2'),
    commit(),
    push({ targetBranch: 'env/dev' }),
  ];
  const apart = (policy: PushIntegrationPolicy) => {
    const world = worldOf(steps, policy);
    const repository = world.git.repository(REPO);
    repository.branches.set('env/dev', repository.branches.get('main')!);
    world.git.commit(REPO, 'main', { 'new.yaml': 'a: 1\n' }, 'on main');
    world.git.commit(REPO, 'env/dev', { 'prod.yaml': 'tag: "7"\n' }, 'on env');
    return world;
  };

  it.each(['AlwaysRebase', 'RebaseOrMerge', 'AlwaysMerge'] as const)(
    'merges with %s, and rewrites nobody’s commit',
    async policy => {
      const world = apart(policy);
      expect(await world.advance()).toMatchObject({ phase: 'Succeeded' });
      const file = (path: string) => world.git.file(REPO, 'env/dev', path);
      expect(file('dev.yaml')).toContain('tag: "2"');
      expect(file('prod.yaml')).toBe('tag: "7"\n');
      expect(file('new.yaml')).toBe('a: 1\n');
      expect(new Set(subjects(world, 'env/dev'))).toEqual(
        new Set([
          `Merge promotion ${world.record.id} into env/dev`,
          'Promote',
          'on main',
          'on env',
          'start',
        ]),
      );
    },
  );

  it('fails with RebaseOrFail', async () => {
    const world = apart('RebaseOrFail');
    expect(await world.advance()).toMatchObject({ phase: 'Failed' });
    expect(states(world)[3].message).toMatch(/waybill\.git\.pushIntegration/);
    expect(subjects(world, 'env/dev')).toEqual(['on env', 'start']);
  });
});

describe('a push that the host makes the commits of', () => {
  const steps = [
    clone({ branch: 'main' }),
    edit('2'),
    commit(),
    push({}, 'github-push'),
  ];

  it('puts out the commit that the host made', async () => {
    const world = worldOf(steps);
    expect(await world.advance()).toMatchObject({ phase: 'Succeeded' });
    const [tip] = world.git.log(REPO, 'main');
    expect(tip.author).toContain('Host');
    expect(world.record.stepStates[3].output?.commit).toBe(tip.id);
  });

  it.each(['answer lost', 'process killed'])(
    'is found again by its trailer: %s',
    async how => {
      const world = worldOf(steps);
      const repository = world.git.repository(REPO);
      if (how === 'answer lost') {
        repository.afterPush = () => {
          delete repository.afterPush;
          throw new Error('no answer');
        };
        await world.advance();
      } else {
        world.onCall = call => {
          if (call.startsWith('save 3 Succeeded')) {
            world.onCall = () => {};
            throw new Crash();
          }
        };
        const end = await world.advance().catch((error: unknown) => error);
        if (!(end instanceof Crash)) {
          throw new Error('the process was not killed');
        }
      }
      world.now = new Date(world.now.getTime() + 3600_000);
      expect(await world.advance()).toMatchObject({ phase: 'Succeeded' });
      expect(subjects(world)).toEqual(['Promote', 'start']);
      expect(repository.pushes).toHaveLength(1);
    },
  );

  it('goes on from there with a second commit, also in another process', async () => {
    const world = worldOf([
      ...steps,
      edit('3'),
      commit('again'),
      push({}, 'github-push', 'pushAgain'),
    ]);
    world.onCall = call => {
      if (call.startsWith('save 4 Succeeded')) {
        world.onCall = () => {};
        throw new Crash();
      }
    };
    await expect(world.advance()).rejects.toThrow(Crash);
    expect(await world.advance()).toMatchObject({ phase: 'Succeeded' });
    expect(subjects(world)).toEqual(['Promote', 'Promote', 'start']);
  });

  it('refuses more commits than the platform allows', async () => {
    const world = worldOf(steps);
    world.git.repository(REPO).rules = { maxRevisions: 0 };
    await world.advance();
    expect(states(world)[3].message).toMatch(/More than 0 commits/);
  });
});

describe('a tag', () => {
  const steps = (config: JsonObject = {}) => [
    clone({ branch: 'main' }),
    edit('2'),
    commit(),
    step('git-tag', { path: 'src', tag: 'v1', message: 'One', ...config }),
    push(),
    push({ tag: 'v1' }, 'git-push', 'pushTag'),
  ];

  it('is made of the commit and pushed by a step of its own', async () => {
    const world = worldOf(steps());
    expect(await world.advance()).toMatchObject({ phase: 'Succeeded' });
    const { branches, tags } = world.git.repository(REPO);
    expect(tags.get('v1')?.commit).toBe(branches.get('main'));
    expect(world.record.stepStates[5].output).toMatchObject({
      tag: 'v1',
      commit: branches.get('main'),
    });
    expect(world.record.stepStates[5].output).not.toHaveProperty('branch');
  });

  it('is made again of the commit that a lost race ends in', async () => {
    const world = worldOf(steps());
    overtake(world, { 'prod.yaml': 'tag: "9"\n' });
    expect(await world.advance()).toMatchObject({ phase: 'Succeeded' });
    const { branches, tags } = world.git.repository(REPO);
    expect(tags.get('v1')?.commit).toBe(branches.get('main'));
  });

  it('is pushed once, whatever becomes of the process', async () => {
    const world = worldOf(steps());
    world.onCall = call => {
      if (call.startsWith('save 5 Succeeded')) {
        world.onCall = () => {};
        throw new Crash();
      }
    };
    await expect(world.advance()).rejects.toThrow(Crash);
    expect(await world.advance()).toMatchObject({ phase: 'Succeeded' });
  });

  it('is not moved, unless the step that made it says so', async () => {
    const there = { object: 'o'.repeat(40), commit: 'c'.repeat(40) };
    const world = worldOf(steps());
    world.git.repository(REPO).tags.set('v1', there);
    expect(await world.advance()).toMatchObject({ phase: 'Failed' });
    expect(states(world)[5].message).toMatch(/has a tag v1 already.*git-tag/);
    expect(world.git.repository(REPO).tags.get('v1')).toBe(there);

    const forced = worldOf(steps({ force: true }));
    forced.git.repository(REPO).tags.set('v1', there);
    expect(await forced.advance()).toMatchObject({ phase: 'Succeeded' });
    expect(forced.git.repository(REPO).tags.get('v1')).not.toEqual(there);
  });
});
