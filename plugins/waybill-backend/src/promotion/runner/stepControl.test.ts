import { ServiceUnavailableError } from '@backstage/errors';
import {
  Gate,
  PromotionStepDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import {
  StepContext,
  StepDefinition,
  StepResult,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import {
  promotionOf,
  promotionWorld,
  REPO,
  START,
  step,
} from '../testing/promotionWorld';

const custom = (
  id: string,
  run: (context: StepContext) => Promise<StepResult>,
  rest: Partial<StepDefinition> = {},
): StepDefinition => ({
  id,
  kind: 'outside',
  usesWorkspace: false,
  schema: z.unknown(),
  plan: async () => ({ summary: id, effects: [] }),
  run,
  ...rest,
});
const done: StepResult = { status: 'Succeeded' };
const worldOf = (
  steps: PromotionStepDefinition[],
  definitions: StepDefinition[],
) =>
  promotionWorld({
    files: { a: 'x\n' },
    record: promotionOf(steps),
    steps: definitions,
  });

describe('time and signals', () => {
  it('really interrupts a step when its time is up', async () => {
    let interrupted: unknown;
    const world = worldOf(
      [
        step(
          'hang',
          {},
          { retry: { timeoutSeconds: 0.05, errorThreshold: 5 } },
        ),
        step('after', {}, { if: '${{ failure() }}' }),
      ],
      [
        custom(
          'hang',
          ({ signal }) =>
            new Promise((_resolve, reject) => {
              signal.addEventListener('abort', () => {
                interrupted = signal.reason;
                reject(signal.reason);
              });
            }),
        ),
        custom('after', async () => done),
      ],
    );
    await expect(world.finish()).resolves.toEqual({
      type: 'finished',
      phase: 'Errored',
      message: 'Step "hang": timed out after 0.05 s',
    });
    expect(interrupted).toBeInstanceOf(Error);
    expect(world.record.stepStates[1].status).toBe('Succeeded');
  });

  it('a step that was given up on can write nothing any more', async () => {
    let late: Promise<unknown> = Promise.resolve();
    const world = worldOf(
      [step('hang', {}, { retry: { timeoutSeconds: 0.02 } })],
      [
        custom('hang', async ({ signal, record }) => {
          await new Promise(resolve => {
            signal.addEventListener('abort', resolve);
          });
          late = record.note({ late: true }).then(
            () => 'written',
            () => 'refused',
          );
          throw new Error('stopped');
        }),
      ],
    );
    await world.finish();
    await expect(late).resolves.toBe('refused');
    expect(world.record.stepStates[0].record).toEqual({});
  });

  it('stops at once, and writes nothing, when the claim is lost', async () => {
    const controller = new AbortController();
    const world = worldOf(
      [step('s', {})],
      [
        custom('s', async () => {
          controller.abort(new Error('claim lost'));
          return done;
        }),
      ],
    );
    await expect(world.advance(controller.signal)).rejects.toThrow(
      'claim lost',
    );
    expect(world.record.stepStates[0]).toMatchObject({ status: 'Running' });
    expect(world.calls).toEqual(['save 0 Running']);
  });

  it('never lets a step hide that the journal could not be written', async () => {
    const world = worldOf(
      [step('s', {}, { continueOnError: true })],
      [
        custom('s', async ({ record }) => {
          await record.note({ a: 1 }).catch(() => {});
          return done;
        }),
      ],
    );
    world.onCall = call => {
      if (call.startsWith('note')) {
        throw new Error('fenced');
      }
    };
    await expect(world.advance()).rejects.toThrow('fenced');
    expect(world.record.stepStates[0].status).toBe('Running');
  });

  it('waits as long as a step asks for, but not past its time', async () => {
    const world = worldOf(
      [step('s', {}, { retry: { timeoutSeconds: 100 } })],
      [
        custom('s', async () => ({
          status: 'Running',
          message: 'soon',
          retryAfterSeconds: 60,
        })),
      ],
    );
    const first = await world.advance();
    expect(first).toEqual({
      type: 'waiting',
      at: new Date(START.getTime() + 60_000),
      message: 'soon',
    });
    world.now = new Date(START.getTime() + 60_000);
    expect(await world.advance()).toMatchObject({
      at: new Date(START.getTime() + 100_000),
    });
    world.now = new Date(START.getTime() + 100_000);
    expect(await world.advance()).toMatchObject({
      phase: 'Errored',
      message: expect.stringContaining('soon'),
    });
  });

  it('retries an error with growing pauses', async () => {
    let attempts = 0;
    const world = worldOf(
      [step('s', {}, { retry: { errorThreshold: 3 } })],
      [
        custom('s', async () => {
          attempts += 1;
          throw new Error('503');
        }),
      ],
    );
    const pauses: number[] = [];
    const end = await world.finish(advance => {
      if (advance.type === 'waiting') {
        pauses.push((advance.at.getTime() - world.now.getTime()) / 1000);
      }
    });
    expect([attempts, pauses]).toEqual([3, [10, 20]]);
    expect(end.message).toBe('Step "s": failed 3 times: 503');
  });

  it.each([
    ['sits out an outage', {}, 5],
    ['but not longer than the manifest says', { errorThreshold: 2 }, 2],
  ])('%s', async (_, retry, expected) => {
    let attempts = 0;
    const world = worldOf(
      [step('s', {}, { retry })],
      [
        custom('s', async () => {
          attempts += 1;
          throw new ServiceUnavailableError('the server hangs');
        }),
      ],
    );
    const messages: string[] = [];
    const end = await world.finish(advance => {
      if (advance.type === 'waiting') messages.push(advance.message);
    });
    expect(attempts).toBe(expected);
    expect(messages[0]).toBe(
      `attempt 1 of ${expected} failed and will be retried: the server hangs`,
    );
    expect(end).toMatchObject({
      phase: 'Errored',
      message: `Step "s": failed ${expected} times: the server hangs`,
    });
  });
});

describe('gates', () => {
  const wait: Gate = {
    code: 'Soaking',
    message: 'soaks',
    effect: 'wait',
    until: new Date(START.getTime() + 5000).toISOString(),
  };
  const refuse: Gate = {
    code: 'Rejected',
    message: 'Rejected by Mira',
    effect: 'refuse',
  };
  const steps = [
    step('git-clone', { repoURL: REPO, checkout: [{ path: 'src' }] }),
    step('effect', {}),
  ];

  it('keep a step with an effect from starting, and let file steps pass', async () => {
    let ran = 0;
    const world = worldOf(steps, [
      custom('effect', async () => {
        ran += 1;
        return done;
      }),
    ]);
    world.gates = [wait];
    expect(await world.advance()).toEqual({
      type: 'waiting',
      at: new Date(START.getTime() + 5000),
      message: 'soaks',
      gates: [wait],
    });
    expect(world.record.stepStates.map(state => state.status)).toEqual([
      'Succeeded',
      'Pending',
    ]);
    world.gates = [];
    await expect(world.finish()).resolves.toMatchObject({ phase: 'Succeeded' });
    expect(ran).toBe(1);
  });

  it('that refuse fail it with their sentence, also after a wait', async () => {
    let ran = 0;
    const world = worldOf(steps, [
      custom('effect', async () => {
        ran += 1;
        return { status: 'Running', message: 'x', retryAfterSeconds: 1 };
      }),
    ]);
    await world.advance();
    world.gates = [refuse];
    expect(await world.advance()).toEqual({
      type: 'finished',
      phase: 'Failed',
      message: 'Step "effect": Rejected by Mira',
    });
    expect(ran).toBe(1);
  });
});

describe('abort', () => {
  it('ends the running step and starts nothing more', async () => {
    let ran = 0;
    const world = worldOf(
      [step('wait', {}), step('after', {}, { if: '${{ always() }}' })],
      [
        custom('wait', async () => {
          ran += 1;
          return { status: 'Running', message: 'x', retryAfterSeconds: 1 };
        }),
        custom('after', async () => {
          ran += 1;
          return done;
        }),
      ],
    );
    await world.advance();
    world.record.abortRequested = {
      by: { type: 'user', ref: 'user:default/mira' },
      at: '',
      reason: 'wrong one',
    };
    expect(await world.advance()).toEqual({
      type: 'finished',
      phase: 'Aborted',
      message:
        'Aborted by user:default/mira: wrong one; what it had done stays: wait began, whatever it did',
    });
    expect(world.record.stepStates.map(state => state.status)).toEqual([
      'Aborted',
      'Pending',
    ]);
    expect(ran).toBe(1);
  });
});

describe('the workspace', () => {
  const clone = step('git-clone', {
    repoURL: REPO,
    checkout: [{ path: 'src' }],
  });
  const commit = step('git-commit', { path: 'src', message: 'm' });
  const push = step('git-push', { path: 'src' });
  const half = custom(
    'half',
    async ({ workspace }) => {
      await workspace.write('src/half.txt', 'half');
      throw new Error('broke');
    },
    { kind: 'files', usesWorkspace: true },
  );

  it('shows nothing of what a failed file step did halfway', async () => {
    const world = worldOf(
      [
        clone,
        step('half', {}, { continueOnError: true }),
        step('copy', { inPath: 'src/a', outPath: 'src/b' }),
        commit,
        push,
      ],
      [half],
    );
    await expect(world.finish()).resolves.toMatchObject({ phase: 'Succeeded' });
    expect([...world.git.log(REPO, 'main')[0].files.keys()].sort()).toEqual([
      'a',
      'b',
    ]);
  });

  it('is the same on the recorded base after a wait, whatever others did to the branch', async () => {
    let looks = 0;
    const world = worldOf(
      [
        clone,
        step('copy', { inPath: 'src/a', outPath: 'src/b' }),
        commit,
        step('pause', {}),
        step('git-push', { path: 'src', targetBranch: 'out' }),
      ],
      [
        custom('pause', async () => {
          looks += 1;
          return looks > 1
            ? done
            : { status: 'Running', message: 'x', retryAfterSeconds: 1 };
        }),
      ],
    );
    await world.finish(() =>
      world.git.commit(REPO, 'main', { a: 'changed\n' }),
    );
    expect(world.git.file(REPO, 'out', 'b')).toBe('x\n');
    expect(world.git.log(REPO, 'out')[0].id).toBe(
      world.record.stepStates[2].output?.commit,
    );
  });

  it('is left alone by steps that say they do not use it', async () => {
    const world = worldOf(
      [clone, step('git-wait-for-pr', { repoURL: REPO, prNumber: 1 })],
      [],
    );
    const open = jest.spyOn(world.git, 'open');
    const host = await world.hosts.forRepository({ repoURL: REPO });
    await host.openPullRequest({
      head: 'main',
      base: 'x',
      title: '',
      description: '',
      labels: [],
      signal: new AbortController().signal,
    });
    await world.advance();
    await world.advance();
    await world.advance();
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('two pushes of one tree make two commits, each once', async () => {
    const world = worldOf(
      [
        clone,
        step('copy', { inPath: 'src/a', outPath: 'src/b' }),
        { ...commit, as: 'c1' },
        { ...push, as: 'p1' },
        step('copy', { inPath: 'src/a', outPath: 'src/c' }, { as: 'copy2' }),
        { ...commit, as: 'c2' },
        { ...push, as: 'p2' },
      ],
      [],
    );
    await expect(world.finish()).resolves.toMatchObject({ phase: 'Succeeded' });
    const ids = world.git.log(REPO, 'main').map(found => found.id);
    expect(ids.slice(0, 2)).toEqual([
      world.record.stepStates[5].output?.commit,
      world.record.stepStates[2].output?.commit,
    ]);
    expect(world.git.repository(REPO).pushes).toHaveLength(2);
  });

  it.each([
    '../out',
    '/etc',
    'src/../../x',
    'a\\b',
    'src/.git/config',
    'src/../src/x/../../..',
  ])('refuses to copy to %s', async outPath => {
    const world = worldOf(
      [clone, step('copy', { inPath: 'src/a', outPath })],
      [],
    );
    const { phase } = await world.finish();
    expect(phase).toBe('Errored');
  });
});
