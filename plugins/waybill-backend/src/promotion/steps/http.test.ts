import { NotAllowedError } from '@backstage/errors';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import {
  HttpAnswer,
  HttpUnansweredError,
} from '@waybill/backstage-plugin-waybill-node';
import { planPromotion } from '../planPromotion';
import {
  Crash,
  promotionOf,
  promotionWorld,
  step,
} from '../testing/promotionWorld';
import { builtInSteps } from '.';

const URL = 'https://api.example.com/v1/jobs';

function worldOf(config: JsonObject, rest: object = {}, files = {}) {
  return promotionWorld({
    files: { a: 'x', ...files },
    record: promotionOf([step('http', { url: URL, ...config }, rest)]),
  });
}
const json = (
  body: unknown,
  more: Partial<HttpAnswer> = {},
): Partial<HttpAnswer> => ({
  headers: { 'content-type': ['application/json; charset=utf-8'] },
  body: Buffer.from(JSON.stringify(body)),
  ...more,
});
const lost = () => {
  throw new HttpUnansweredError('POST was not answered within 10 s', true);
};

describe('http', () => {
  it('sends a request as the config says, and puts out what it is asked for', async () => {
    const world = worldOf({
      method: 'PUT',
      headers: [{ name: 'X-A', value: '1' }],
      queryParams: [{ name: 'q', value: 'a b&c' }],
      body: 'hello',
      timeout: '1m30s',
      insecureSkipTLSVerify: true,
      outputs: [
        { name: 'status', fromExpression: 'response.status' },
        { name: 'first', fromExpression: 'response.body.items[0].id' },
        { name: 'type', fromExpression: 'response.header("Content-Type")' },
        { name: 'raw', fromExpression: 'response.headers["Content-Type"]' },
        { name: 'none', fromExpression: 'response.body?.x?.y ?? "no"' },
      ],
    });
    world.services.answer = () => json({ items: [{ id: 7 }] });
    await expect(world.finish()).resolves.toMatchObject({ phase: 'Succeeded' });
    expect(world.services.requests).toEqual([
      expect.objectContaining({
        method: 'PUT',
        url: `${URL}?q=a+b%26c`,
        headers: [{ name: 'X-A', value: '1' }],
        body: 'hello',
        timeoutSeconds: 90,
        insecureSkipTLSVerify: true,
        limitBytes: 2 * 1024 * 1024,
      }),
    ]);
    expect(world.record.stepStates[0].output).toEqual({
      status: 200,
      first: 7,
      type: 'application/json; charset=utf-8',
      raw: ['application/json; charset=utf-8'],
      none: 'no',
    });
  });

  const ok = 'response.status == 200';
  const bad = 'response.body.state == "bad"';
  it.each<[string, JsonObject, number, unknown, object]>([
    ['2xx without conditions', {}, 204, {}, { status: 'Succeeded' }],
    [
      'anything else without conditions',
      {},
      404,
      {},
      { status: 'Errored', message: 'HTTP request was answered 404' },
    ],
    ['success', { successExpression: ok }, 200, {}, { status: 'Succeeded' }],
    [
      'no success yet',
      { successExpression: ok },
      202,
      {},
      { status: 'Running' },
    ],
    [
      'failure',
      { failureExpression: bad },
      200,
      { state: 'bad' },
      {
        status: 'Failed',
        message: 'HTTP (200) response met failure criteria',
      },
    ],
    [
      'no failure yet',
      { failureExpression: bad },
      200,
      {},
      { status: 'Running' },
    ],
    [
      'failure before success',
      { successExpression: ok, failureExpression: bad },
      200,
      { state: 'bad' },
      { status: 'Failed' },
    ],
    [
      'failure in words',
      { failureExpression: bad, errorExpression: 'response.body.why' },
      404,
      { state: 'bad', why: 'it "broke"' },
      {
        status: 'Failed',
        message: 'HTTP (404) response met failure criteria: "it \\"broke\\""',
      },
    ],
    [
      'failure in words that are not there',
      { failureExpression: bad, errorExpression: 'response.body.x.y' },
      404,
      { state: 'bad' },
      {
        status: 'Failed',
        message: 'HTTP (404) response met failure criteria',
      },
    ],
    [
      'an expression that cannot be read',
      { successExpression: 'response.status ==' },
      200,
      {},
      { status: 'Errored', message: expect.stringMatching(/^successExp/) },
    ],
    [
      'an expression that is no condition',
      { successExpression: 'response.status' },
      200,
      {},
      {
        status: 'Errored',
        message: 'successExpression is neither true nor false',
      },
    ],
  ])('%s', async (_, config, status, body, expected) => {
    const world = worldOf(config);
    world.services.answer = () => json(body, { status });
    await world.advance();
    expect(world.record.stepStates[0]).toMatchObject(expected);
  });

  it.each<[string, string, string | undefined, string, unknown]>([
    ['JSON by its type', 'application/json', undefined, '[1]', [1]],
    ['YAML by its type', 'text/yaml', undefined, 'a: [1]', { a: [1] }],
    ['text by its type', 'text/plain', undefined, '{}', '{}'],
    ['JSON of another type', 'text/html', undefined, '{"a":1}', { a: 1 }],
    ['what is no JSON', 'text/html', undefined, '<p>', {}],
    ['nothing', 'application/json', undefined, '', {}],
    [
      'what it is said to be',
      'text/html',
      'application/yaml',
      'a: 1',
      { a: 1 },
    ],
  ])('reads %s', async (_, type, responseContentType, text, expected) => {
    const world = worldOf({
      outputs: [{ name: 'body', fromExpression: 'response.body' }],
      ...(responseContentType ? { responseContentType } : {}),
    });
    world.services.answer = () => ({
      headers: { 'content-type': [type] },
      body: Buffer.from(text),
    });
    await world.finish();
    expect(world.record.stepStates[0].output).toEqual({ body: expected });
  });

  it('asks again at its interval until a condition is met', async () => {
    const world = worldOf({
      successExpression: 'response.body.done',
      pollInterval: '1m',
    });
    world.services.answer = () =>
      json({ done: world.services.requests.length === 3 });
    const waits: number[] = [];
    const end = await world.finish(advance => {
      if (advance.type === 'waiting') {
        waits.push((advance.at.getTime() - world.now.getTime()) / 1000);
      }
    });
    expect([end.phase, waits]).toEqual(['Succeeded', [60, 60]]);
  });

  it('sends a file of the workspace', async () => {
    const world = promotionWorld({
      files: { 'body.json': '{"a":1}' },
      record: promotionOf([
        step('git-clone', {
          repoURL: 'https://git.example.com/acme/config',
          checkout: [{ path: 'src' }],
        }),
        step('http', {
          url: URL,
          method: 'POST',
          bodyFromFile: 'src/body.json',
        }),
      ]),
    });
    await expect(world.finish()).resolves.toMatchObject({ phase: 'Succeeded' });
    expect(String(world.services.requests[0].body)).toBe('{"a":1}');
  });

  describe('a POST', () => {
    const post = { method: 'POST', body: 'x' };
    const keys = (world: ReturnType<typeof worldOf>) =>
      world.services.requests.map(
        ({ headers }) =>
          headers.find(({ name }) => /idempotency-key/i.test(name))?.value,
      );
    const KEY = `${promotionOf([]).id}/http`;

    it('is sent once wherever the process ends', async () => {
      const calls = worldOf(post);
      await calls.finish();
      const ends: string[] = [];
      for (let at = 1; at <= calls.calls.length; at += 1) {
        const world = worldOf(post);
        let dead = false;
        world.onCall = (_, count) => {
          if (count === at && !dead) {
            dead = true;
            throw new Crash();
          }
        };
        const end = await world.finish();
        expect(world.services.requests.length).toBeLessThanOrEqual(1);
        ends.push(end.phase);
      }
      // Where its answer was noted, and where nobody can know of it.
      expect(new Set(ends)).toEqual(new Set(['Succeeded', 'Errored']));
    });

    it.each([
      ['is lost', lost],
      ['is an error', () => ({ status: 500 })],
    ])(
      'whose answer %s is sent once, wherever the process ends twice',
      async (_, answer) => {
        const failing = (crashes: number[]) => {
          const world = worldOf(post);
          world.services.answer = answer;
          const left = new Set(crashes);
          world.onCall = (_call, count) => {
            if (left.delete(count)) throw new Crash();
          };
          return world;
        };
        const calm = failing([]);
        await calm.finish();
        const MORE = 4;
        for (let first = 1; first <= calm.calls.length; first += 1) {
          for (let later = 1; later <= MORE; later += 1) {
            const world = failing([first, first + later]);
            expect(await world.finish()).toMatchObject({ phase: 'Errored' });
            expect(world.services.requests.length).toBeLessThanOrEqual(1);
          }
        }
      },
    );

    it('whose answer was lost is not repeated', async () => {
      const world = worldOf(post);
      world.services.answer = lost;
      await expect(world.finish()).resolves.toMatchObject({
        phase: 'Errored',
        message: expect.stringMatching(
          /Whether the POST arrived is not known, .* retry.errorThreshold/,
        ),
      });
      expect(keys(world)).toEqual([KEY]);
    });

    it('is repeated where the manifest says so, with the same key', async () => {
      const world = worldOf(post, { retry: { errorThreshold: 2 } });
      world.services.answer = () =>
        world.services.requests.length === 1 ? lost() : {};
      await expect(world.finish()).resolves.toMatchObject({
        phase: 'Succeeded',
      });
      expect(keys(world)).toEqual([KEY, KEY]);
    });

    it('that never left is repeated as often as an outage is sat out', async () => {
      const world = worldOf(post);
      world.services.answer = () => {
        if (world.services.requests.length < 4) {
          throw new HttpUnansweredError('ECONNREFUSED', false);
        }
        return {};
      };
      await expect(world.finish()).resolves.toMatchObject({
        phase: 'Succeeded',
      });
    });

    it('that was refused by a server is not repeated', async () => {
      const world = worldOf(post);
      world.services.answer = () => ({ status: 503 });
      await expect(world.finish()).resolves.toMatchObject({ phase: 'Errored' });
      expect(world.services.requests).toHaveLength(1);
    });

    it('that polls has another key each time, and keeps one of its own', async () => {
      const polling = { ...post, successExpression: 'response.body.done' };
      const world = worldOf(polling);
      world.services.answer = () =>
        json({ done: world.services.requests.length === 3 });
      await world.finish();
      expect(keys(world)).toEqual([KEY, `${KEY}/1`, `${KEY}/2`]);

      const own = worldOf({
        ...post,
        headers: [{ name: 'idempotency-key', value: 'mine' }],
      });
      await own.finish();
      expect(keys(own)).toEqual(['mine']);
    });
  });

  it('repeats a GET when the other side is out of reach', async () => {
    const world = worldOf({});
    world.services.answer = () =>
      world.services.requests.length < 5 ? lost() : {};
    await expect(world.finish()).resolves.toMatchObject({ phase: 'Succeeded' });
  });

  it('ends at once where it may not go', async () => {
    const world = worldOf({});
    world.services.answer = () => {
      throw new NotAllowedError('not granted');
    };
    await expect(world.finish()).resolves.toMatchObject({
      phase: 'Errored',
      message: 'Step "http": not granted',
    });
    expect(world.services.requests).toHaveLength(1);
  });

  it.each([
    ['GET', []],
    ['POST', [{ type: 'http', method: 'POST', url: `${URL}?q=1`, body: 'x' }]],
  ])(
    'a %s is not sent by a plan, and its outputs are unknown',
    async (method, effects) => {
      const world = worldOf({
        method,
        queryParams: [{ name: 'q', value: '1' }],
        ...(method === 'POST' ? { body: 'x' } : {}),
        outputs: [{ name: 'id', fromExpression: 'response.body.id' }],
      });
      const plan = await planPromotion(
        {
          steps: builtInSteps,
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
      expect(plan).toMatchObject({
        error: null,
        effects,
        unknowns: ['the output "id", of step "http"'],
        steps: [{ summary: `${method} ${URL}` }],
      });
      expect(world.services.requests).toEqual([]);
    },
  );
});
