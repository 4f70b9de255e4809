import {
  carriedSteps,
  JsonObject,
  PromotionRecord,
} from '@waybill/backstage-plugin-waybill-common';
import {
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from './testing/promotionWorld';

const SECOND = 'dev.01jn1111111111111111111111.fffffff';

const clone = step('git-clone', {
  repoURL: REPO,
  checkout: [{ path: 'src', branch: 'main' }],
});
const edit = (value: string, as = 'edit') =>
  step(
    'yaml-update',
    { path: 'src/dev.yaml', updates: [{ key: 'tag', value }] },
    { as },
  );
const commit = (as = 'commit') =>
  step(
    'git-commit',
    {
      path: 'src',
      message:
        'Promote ${{ ctx.promotion }} for ${{ ctx.meta.promotion.actor }}',
    },
    { as },
  );
const push = (uses = 'git-push', config: JsonObject = {}) =>
  step(uses, { path: 'src', ...config }, { as: 'push' });
const broken = step('http', { url: 'nowhere' }, { as: 'call' });

function worldOf(steps: ReturnType<typeof step>[]) {
  return promotionWorld({
    record: promotionOf(steps),
    files: { 'dev.yaml': 'tag: "1"\n' },
  });
}
type World = ReturnType<typeof worldOf>;

/** The same world with the retry in place of the promotion that failed, as the store would give it to another process. */
function retryIn(world: World, steps = world.record.steps) {
  const before: PromotionRecord = structuredClone(world.record);
  Object.assign(world.record, {
    id: SECOND,
    createdBy: { type: 'user', ref: 'user:default/olga' },
    steps,
    stepStates: carriedSteps(before),
    retryOf: before.id,
    retryFrom: 'failed-step',
  });
  return before;
}
const log = (world: World) => world.git.log(REPO, 'main');

describe('a promotion that goes on from the step that failed', () => {
  it('does not run again what was done, and replays it as the promotion before did it', async () => {
    const steps = [clone, edit('2'), commit(), broken, push()];
    const world = worldOf(steps);
    expect(await world.finish()).toMatchObject({ phase: 'Errored' });
    expect(log(world)).toHaveLength(1);

    const mended = steps.map(it => (it === broken ? edit('2', 'call') : it));
    const before = retryIn(world, mended);
    expect(await world.finish()).toMatchObject({ phase: 'Succeeded' });
    const [tip] = log(world);
    // The commit that the first one recorded, to the last byte, though another person asked for this one.
    expect(tip.id).toBe(before.stepStates[2].output?.commit);
    expect(tip.trailers).toEqual({ 'Waybill-Promotion': before.id });
    expect(tip.message).toContain(`Promote ${before.id} for user:default/dana`);
    expect(world.record.stepStates[4].output?.commit).toBe(tip.id);
  });

  it('makes new commits under its own name', async () => {
    const world = worldOf([
      clone,
      edit('2'),
      commit(),
      push(),
      broken,
      edit('3', 'more'),
      commit('again'),
      step('git-push', { path: 'src' }, { as: 'pushAgain' }),
    ]);
    await world.finish();
    expect(log(world)).toHaveLength(2);
    const before = retryIn(
      world,
      world.record.steps.map(it => (it.as === 'call' ? edit('2', 'call') : it)),
    );
    expect(await world.finish()).toMatchObject({ phase: 'Succeeded' });
    expect(log(world).map(({ trailers }) => trailers)).toEqual([
      { 'Waybill-Promotion': SECOND },
      { 'Waybill-Promotion': before.id },
      {},
    ]);
  });

  it.each(['git-push', 'github-push'])(
    'takes what %s had already brought there, whose answer never came',
    async uses => {
      const world = worldOf([clone, edit('2'), commit(), push(uses)]);
      const repository = world.git.repository(REPO);
      const resolve = world.git.resolve;
      repository.afterPush = () => {
        delete repository.afterPush;
        // From now on nobody answers, until the promotion gives up.
        world.git.resolve = async () => {
          throw new Error('no answer');
        };
        throw new Error('no answer');
      };
      expect(await world.finish()).toMatchObject({ phase: 'Errored' });
      world.git.resolve = resolve;
      retryIn(world);
      expect(await world.finish()).toMatchObject({ phase: 'Succeeded' });
      expect(log(world)).toHaveLength(2);
      expect(repository.pushes).toHaveLength(1);
    },
  );

  it('takes the pull request that had been opened and merged already, of which no answer came', async () => {
    const steps = [
      clone,
      edit('2'),
      commit(),
      push('git-push', { generateTargetBranch: true }),
      step('git-open-pr', {
        repoURL: REPO,
        sourceBranch: '${{ outputs.push.branch }}',
        targetBranch: 'main',
      }),
      step('git-wait-for-pr', {
        repoURL: REPO,
        prNumber: '${{ outputs["git-open-pr"].pr.id }}',
      }),
    ];
    const world = worldOf(steps);
    expect(await world.advance()).toMatchObject({ type: 'waiting' });
    world.hosts.merge(1);
    // As it stands when the answer to the opening was lost, and every look for it after that.
    const { stepStates } = world.record;
    Object.assign(stepStates[4], { status: 'Errored', output: undefined });
    stepStates[5] = {
      ...{ alias: 'git-wait-for-pr', uses: 'git-wait-for-pr', record: {} },
      ...{ status: 'Skipped', errorCount: 0 },
    };
    const before = retryIn(world);
    expect(await world.finish()).toMatchObject({ phase: 'Succeeded' });
    expect(world.hosts.pullRequests).toHaveLength(1);
    expect(world.record.stepStates[4].output?.pr).toMatchObject({ id: 1 });
    expect(before.stepStates[3].output?.branch).toContain(before.id);
  });

  it('does its steps again on a tip that has moved since', async () => {
    const steps = [clone, edit('2'), commit(), broken, push()];
    const world = worldOf(steps);
    await world.finish();
    world.git.commit(REPO, 'main', { 'other.yaml': 'a: 1\n' });
    retryIn(
      world,
      steps.map(it => (it === broken ? edit('2', 'call') : it)),
    );
    expect(await world.finish()).toMatchObject({ phase: 'Succeeded' });
    expect(world.git.file(REPO, 'main', 'dev.yaml')).toBe('tag: "2"\n');
    expect(world.git.file(REPO, 'main', 'other.yaml')).toBe('a: 1\n');
  });
});
