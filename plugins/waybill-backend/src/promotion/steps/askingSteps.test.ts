import { ServiceUnavailableError } from '@backstage/errors';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import {
  HttpUnansweredError,
  Review,
} from '@waybill/backstage-plugin-waybill-node';
import { validateConfig } from '../runner/validateConfig';
import {
  Crash,
  promotionOf,
  promotionWorld,
  step,
} from '../testing/promotionWorld';
import { builtInSteps } from '.';

function worldOf(uses: string, config: JsonObject, rest: object = {}) {
  return promotionWorld({
    files: { a: 'x' },
    record: promotionOf([step(uses, config, rest)]),
  });
}
type World = ReturnType<typeof worldOf>;

/** The same promotion, with the process ending before each write once. */
async function crashEverywhere(
  make: () => World,
  check: (world: World, phase: string) => void,
) {
  const calls = make();
  await calls.finish();
  for (let at = 1; at <= calls.calls.length; at += 1) {
    const world = make();
    let dead = false;
    world.onCall = (_, count) => {
      if (count === at && !dead) {
        dead = true;
        throw new Crash();
      }
    };
    check(world, (await world.finish()).phase);
  }
}

describe('send-message', () => {
  const config = { channel: 'ops', message: 'hello' };

  it('sends, in the words of Kargo too', async () => {
    const world = worldOf('send-message', {
      channel: { kind: 'MessageChannel', name: 'slack' },
      message: 'blocks: [1]',
      encodingType: 'yaml',
      slack: { channelID: 'C1', threadTS: '17.1' },
    });
    world.services.onSend = () => ({ threadTS: '17.1' });
    await expect(world.finish()).resolves.toMatchObject({ phase: 'Succeeded' });
    expect(world.services.sent).toEqual([
      {
        channel: 'slack',
        text: 'blocks: [1]',
        content: { blocks: [1] },
        slack: { channelID: 'C1', threadTS: '17.1' },
        key: `${world.record.id}/send-message`,
        subject: {
          entityRef: world.record.entityRef,
          stage: 'dev',
          promotion: world.record.id,
        },
        signal: expect.anything(),
      },
    ]);
    expect(world.record.stepStates[0].output).toEqual({
      slack: { threadTS: '17.1' },
    });
  });

  it('sends once wherever the process ends, and fails nothing by it', async () => {
    await crashEverywhere(
      () => worldOf('send-message', config),
      (world, phase) => {
        expect(world.services.sent.length).toBeLessThanOrEqual(1);
        expect(phase).toBe('Succeeded');
      },
    );
  });

  it('sends again where a message is shown once', async () => {
    await crashEverywhere(
      () => {
        const world = worldOf('send-message', config);
        world.services.repeatable = true;
        return world;
      },
      (world, phase) => {
        expect(world.services.sent.length).toBeGreaterThanOrEqual(1);
        expect(new Set(world.services.sent.map(({ key }) => key)).size).toBe(1);
        expect(world.record.stepStates[0].status).toBe('Succeeded');
        expect(phase).toBe('Succeeded');
      },
    );
  });

  it('says when it does not know', async () => {
    const world = worldOf('send-message', config);
    world.services.onSend = () => {
      throw new HttpUnansweredError('no answer', true);
    };
    await world.finish();
    expect(world.record.stepStates[0]).toMatchObject({
      status: 'Skipped',
      message:
        'Whether the message arrived at ops is not known; it is not sent twice',
    });
  });

  it('sits out an outage', async () => {
    const world = worldOf('send-message', config);
    world.services.onSend = () => {
      if (world.services.sent.length < 3) {
        throw new ServiceUnavailableError('503');
      }
      return {};
    };
    await expect(world.finish()).resolves.toMatchObject({ phase: 'Succeeded' });
  });
});

describe('scaffolder', () => {
  const config = { action: 'catalog:do', input: { a: [1] } };

  it('runs an action and puts out its answer', async () => {
    const world = worldOf('scaffolder', config);
    world.services.onInvoke = () => ({ ref: 'x' });
    await expect(world.finish()).resolves.toMatchObject({ phase: 'Succeeded' });
    expect(world.services.invoked).toEqual([
      { id: 'catalog:do', input: { a: [1] } },
    ]);
    expect(world.record.stepStates[0].output).toEqual({ output: { ref: 'x' } });
  });

  it('runs it once wherever the process ends, unless it may be repeated', async () => {
    await crashEverywhere(
      () => worldOf('scaffolder', config),
      (world, phase) => {
        expect(world.services.invoked.length).toBeLessThanOrEqual(1);
        expect(['Succeeded', 'Errored']).toContain(phase);
      },
    );
    await crashEverywhere(
      () => {
        const world = worldOf('scaffolder', config);
        world.services.idempotent = true;
        return world;
      },
      (_, phase) => {
        expect(phase).toBe('Succeeded');
      },
    );
  });

  it('does not repeat one that failed without a word, wherever the process ends', async () => {
    const failing = () => {
      const made = worldOf('scaffolder', config);
      made.services.onInvoke = () => {
        throw new ServiceUnavailableError('gone');
      };
      return made;
    };
    await crashEverywhere(failing, (crashed, phase) => {
      expect(crashed.services.invoked.length).toBeLessThanOrEqual(1);
      expect(phase).toBe('Errored');
    });
    const world = failing();
    await expect(world.finish()).resolves.toMatchObject({ phase: 'Errored' });
    expect(world.services.invoked).toHaveLength(1);
  });
});

describe('wait-for-approval', () => {
  const review = (
    name: string,
    decision: Review['decision'] = 'approve',
    ...groups: string[]
  ): Review => ({
    user: `user:default/${name}`,
    decision,
    at: '2026-03-01T10:05:00.000Z',
    ownershipEntityRefs: [
      `user:default/${name}`,
      ...groups.map(group => `group:default/${group}`),
    ],
  });
  async function after(config: JsonObject, ...said: Review[]) {
    const world = worldOf('wait-for-approval', config);
    await world.advance();
    expect(world.record.stepStates[0].status).toBe('Running');
    world.services.reviews.set('wait-for-approval', said);
    await world.advance();
    return world.record.stepStates[0];
  }

  it('waits, and says for what', async () => {
    const config = {
      minApprovals: 2,
      approvers: [{ role: 'leads', required: true }, { role: 'devs' }],
    };
    expect(await after(config, review('ada', 'approve', 'devs'))).toMatchObject(
      {
        status: 'Running',
        message:
          'Waiting until 2 people have approved, one of leads among them; so far user:default/ada',
        output: {
          responses: [
            {
              user: 'user:default/ada',
              action: 'approve',
              time: '2026-03-01T10:05:00.000Z',
            },
          ],
        },
      },
    );
  });

  it('goes on when enough have signed', async () => {
    expect(await after({}, review('ada'))).toMatchObject({
      status: 'Succeeded',
      message: 'Approved by user:default/ada',
    });
  });

  it('fails when one has rejected', async () => {
    expect(
      await after({ minApprovals: 2 }, review('ada'), {
        ...review('mira', 'reject'),
        reason: 'on Friday?',
      }),
    ).toMatchObject({
      status: 'Failed',
      message: 'Rejected by user:default/mira: on Friday?',
    });
  });

  it('does not take the word of who asked, where it is told so', async () => {
    const own = review('dana');
    expect(await after({ excludeRequester: true }, own)).toMatchObject({
      status: 'Running',
    });
    expect(await after({}, own)).toMatchObject({ status: 'Succeeded' });
  });

  it.each<[JsonObject, string]>([
    [{}, 'nothing'],
    [{ approvers: [{ claim: 'groups', value: 'leads' }] }, 'nothing'],
    [{ approvers: [{ role: 'leads', required: true }] }, 'nothing'],
    [{ approvers: [{ claim: 'groups' }] }, 'either claim and value, or role'],
    [
      { approvers: [{ claim: 'groups', value: 'a', role: 'b' }] },
      'either claim and value, or role',
    ],
    [{ approvers: [{ claim: 'email', value: 'a@b' }] }, 'claim: user'],
    [{ minApprovals: 0 }, 'minApprovals'],
    [{ approver: [] }, 'approver'],
  ])('takes %j: %s', (config, problem) => {
    const definition = builtInSteps.find(
      ({ id }) => id === 'wait-for-approval',
    );
    const result = validateConfig(definition!, config);
    const said = 'problem' in result ? result.problem : 'nothing';
    expect(said).toContain(problem);
  });
});
