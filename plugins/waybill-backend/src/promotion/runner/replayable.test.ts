import {
  StepContext,
  StepDefinition,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import {
  Crash,
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from '../testing/promotionWorld';

/** A step of a third party's that gives something else each time. */
function unlike(work: (context: StepContext, run: number) => Promise<void>) {
  const runs: number[] = [];
  const definition: StepDefinition = {
    id: 'unlike',
    kind: 'files',
    replayable: false,
    schema: z.unknown(),
    plan: async () => ({ summary: 'something', effects: [] }),
    async run(context) {
      runs.push(runs.length + 1);
      await work(context, runs.length);
      return { status: 'Succeeded', output: { run: runs.length } };
    },
  };
  return { definition, runs };
}

function worldWith(definition: StepDefinition) {
  return promotionWorld({
    files: { 'a.txt': 'a', 'b.txt': 'b', 'dir/c.txt': 'c' },
    steps: [definition],
    record: promotionOf([
      step('git-clone', {
        repoURL: REPO,
        checkout: [{ branch: 'main', path: 'src' }],
      }),
      step('delete', { path: 'src/b.txt' }),
      step('file-write', { path: 'note', contents: 'before' }),
      step('unlike', {}),
      step('copy', { inPath: 'note', outPath: 'src/note.txt' }),
      step('git-commit', { path: 'src', message: 'change' }),
      step('git-push', { path: 'src' }),
    ]),
  });
}

const everything = unlike(async ({ workspace }, run) => {
  await workspace.write('src/a.txt', `run ${run}`);
  // As it was before the step above.
  await workspace.write('src/b.txt', 'b');
  await workspace.remove('src/dir');
  await workspace.write('src/dir', 'a file now', { executable: true });
  await workspace.link('src/link', 'a.txt');
  await workspace.write('note', `note ${run}`);
});

describe('a file step that cannot be replayed', () => {
  afterEach(() => everything.runs.splice(0));

  const expected = {
    'a.txt': 'run 1',
    'b.txt': 'b',
    dir: 'a file now',
    link: 'a.txt',
    'note.txt': 'note 1',
  };

  it('runs once, wherever the process dies after it', async () => {
    const whole = worldWith(everything.definition);
    await whole.finish();
    const calls = whole.calls.length;
    const done = whole.calls.indexOf('save 3 Succeeded') + 1;
    expect(done).toBeGreaterThan(0);
    for (let at = done + 1; at <= calls; at += 1) {
      everything.runs.splice(0);
      const world = worldWith(everything.definition);
      world.onCall = (_, count) => {
        if (count === at) {
          throw new Crash();
        }
      };
      expect(await world.finish()).toMatchObject({ phase: 'Succeeded' });
      expect(everything.runs).toEqual([1]);
      const [head] = world.git.log(REPO, 'main');
      expect(
        Object.fromEntries(
          [...head.files].map(([path, content]) => [path, String(content)]),
        ),
      ).toEqual(expected);
      expect([...(head.modes ?? [])].sort()).toEqual([
        ['dir', 'executable'],
        ['link', 'link'],
      ]);
    }
  });

  it('is not run again when a race is lost', async () => {
    const world = worldWith(everything.definition);
    let others = 0;
    world.git.repository(REPO).beforePush = () => {
      others += 1;
      if (others === 1) {
        world.git.commit(REPO, 'main', { 'other.txt': 'x' });
      }
    };
    expect(await world.finish()).toMatchObject({ phase: 'Succeeded' });
    expect(everything.runs).toEqual([1]);
    expect(world.git.file(REPO, 'main', 'other.txt')).toBe('x');
    expect(world.git.file(REPO, 'main', 'a.txt')).toBe('run 1');
    expect(world.git.file(REPO, 'main', 'note.txt')).toBe('note 1');
  });

  it('keeps what it says, too', async () => {
    const world = worldWith(everything.definition);
    await world.finish();
    expect(world.record.stepStates[3].output).toEqual({ run: 1 });
  });

  it.each<[string, (context: StepContext) => Promise<void>]>([
    [
      'more than 1048576 bytes',
      async ({ workspace }) => {
        await workspace.write('src/large', Buffer.alloc(600_000));
        await workspace.write('large', Buffer.alloc(600_000));
      },
    ],
    [
      'neither mount a work tree nor commit, as it did at "src"',
      async ({ workspace, author, now }) => {
        await workspace.treeAt('src').commit({
          message: 'x',
          author,
          trailers: {},
          date: now,
        });
      },
    ],
    [
      'neither mount a work tree nor commit, as it did at "new"',
      async ({ workspace, git, signal }) => {
        const tree = await git.open({
          repoURL: REPO,
          start: { defaultBranch: true },
          signal,
        });
        workspace.mount('new', tree);
      },
    ],
  ])('is an error when it would have to store %s', async (problem, work) => {
    const world = worldWith(unlike(work).definition);
    expect(await world.finish()).toMatchObject({ phase: 'Errored' });
    expect(world.record.stepStates[3]).toMatchObject({
      status: 'Errored',
      message: expect.stringContaining(problem),
    });
    expect(world.git.log(REPO, 'main')).toHaveLength(1);
  });
});
