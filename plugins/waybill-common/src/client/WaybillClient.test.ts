import { ResponseError } from '@backstage/errors';
import { Server } from 'http';
import { AddressInfo } from 'net';
import {
  Answer,
  Asked,
  startJsonServer,
} from '../__testUtils__/startJsonServer';
import { PipelineView } from '../api/PipelineView';
import { WaybillClient } from './WaybillClient';

/** A real server; what it answers is set by each test. */
describe('WaybillClient', () => {
  let server: Server;
  let client: WaybillClient;
  let asked: Asked[];
  let answer: (request: Asked) => Answer;

  beforeAll(async () => {
    server = await startJsonServer(request => {
      asked.push(request);
      return answer(request);
    });
  });
  afterAll(() => new Promise(resolve => server.close(resolve)));

  beforeEach(() => {
    asked = [];
    answer = () => ({ status: 200, body: {} });
    const { port } = server.address() as AddressInfo;
    client = new WaybillClient({
      discoveryApi: {
        getBaseUrl: async pluginId =>
          `http://127.0.0.1:${port}/api/${pluginId}`,
      },
      fetchApi: { fetch },
    });
  });

  const ENTITY = 'Component:Default/Storefront';
  const PIPELINE = '/api/waybill/pipelines/component/default/storefront';
  const STAGE = `${PIPELINE}/stages/prod`;

  it.each<[string, () => Promise<unknown>, string, string, unknown?]>([
    [
      'refreshPipeline',
      () => client.refreshPipeline(ENTITY),
      'POST',
      `${PIPELINE}/refresh`,
      {},
    ],
    [
      'refreshWarehouse',
      () => client.refreshWarehouse(ENTITY, 'main'),
      'POST',
      `${PIPELINE}/warehouses/main/refresh`,
      {},
    ],
    [
      'getGates',
      () => client.getGates(ENTITY, 'prod', 'f1'),
      'GET',
      `${STAGE}/gates?freight=f1`,
    ],
    [
      'getChangelog',
      () => client.getChangelog(ENTITY, 'brave-otter', 'f/2'),
      'GET',
      `${PIPELINE}/freight/f%2F2/changelog?from=brave-otter`,
    ],
    [
      'approve',
      () => client.approve(ENTITY, 'prod', { freight: 'f1', reason: 'urgent' }),
      'POST',
      `${STAGE}/approvals`,
      { freight: 'f1', reason: 'urgent' },
    ],
    [
      'preview',
      () => client.preview(ENTITY, 'prod', { freight: 'f1' }),
      'POST',
      `${STAGE}/preview`,
      { freight: 'f1' },
    ],
    [
      'rollback',
      () => client.rollback(ENTITY, 'prod', { reason: 'slow' }),
      'POST',
      `${STAGE}/rollback`,
      { reason: 'slow' },
    ],
    [
      'hold',
      () => client.hold(ENTITY, 'prod', { reason: 'wait' }),
      'POST',
      `${STAGE}/hold`,
      { reason: 'wait' },
    ],
    [
      'resume',
      () => client.resume(ENTITY, 'prod', { origin: 'Warehouse/main' }),
      'POST',
      `${STAGE}/resume`,
      { origin: 'Warehouse/main' },
    ],
    [
      'verify',
      () => client.verify(ENTITY, 'prod'),
      'POST',
      `${STAGE}/verify`,
      {},
    ],
    [
      'abortVerification',
      () => client.abortVerification(ENTITY, 'prod'),
      'POST',
      `${STAGE}/verify/abort`,
      {},
    ],
    [
      'getHistory',
      () => client.getHistory(ENTITY, 'prod', { cursor: 'a b' }),
      'GET',
      `${STAGE}/history?cursor=a+b`,
    ],
    [
      'listPromotions',
      () => client.listPromotions(ENTITY, { stage: 'prod' }),
      'GET',
      `${PIPELINE}/promotions?stage=prod`,
    ],
    [
      'getPromotion',
      () => client.getPromotion('prod.01.a/b'),
      'GET',
      '/api/waybill/promotions/prod.01.a%2Fb',
    ],
    [
      'abortPromotion',
      () => client.abortPromotion('prod.01', { reason: 'oops' }),
      'POST',
      '/api/waybill/promotions/prod.01/abort',
      { reason: 'oops' },
    ],
    [
      'retryPromotion',
      () => client.retryPromotion('prod.01', { from: 'failed-step' }),
      'POST',
      '/api/waybill/promotions/prod.01/retry',
      { from: 'failed-step' },
    ],
  ])('%s asks the right question', async (...[, ask, method, url, body]) => {
    await ask();
    expect(asked).toMatchObject([{ method, url }]);
    expect(asked[0].body).toEqual(body);
  });

  it('sends an idempotency key as a header, not in the body', async () => {
    await client.promote(ENTITY, 'prod', {
      freight: 'f1',
      idempotencyKey: 'k1',
    });
    expect(asked[0]).toMatchObject({
      url: `${STAGE}/promotions`,
      headers: { 'idempotency-key': 'k1' },
    });
    expect(asked[0].body).toEqual({ freight: 'f1' });
    await client.retryPromotion('prod.01', {
      from: 'start',
      idempotencyKey: 'k2',
    });
    expect(asked[1]).toMatchObject({
      headers: { 'idempotency-key': 'k2' },
      body: { from: 'start' },
    });
    await client.rollback(ENTITY, 'prod', {
      reason: 'errors',
      idempotencyKey: 'k3',
    });
    expect(asked[2]).toMatchObject({
      url: `${STAGE}/rollback`,
      headers: { 'idempotency-key': 'k3' },
    });
    expect(asked[2].body).toEqual({ reason: 'errors' });
  });

  it('needs no body in answer to what returns nothing', async () => {
    answer = () => ({ status: 204 });
    await expect(client.refreshPipeline(ENTITY)).resolves.toBeUndefined();
  });

  it('returns the last answer again while nothing has changed', async () => {
    let version = 1;
    answer = ({ headers }) =>
      headers['if-none-match'] === `"v${version}"`
        ? { status: 304 }
        : {
            status: 200,
            headers: { ETag: `"v${version}"` },
            body: { entityRef: `answer ${version}` },
          };
    const first: PipelineView = await client.getPipeline(ENTITY);
    expect(await client.getPipeline(ENTITY)).toBe(first);
    expect(await client.getPipeline('component:default/storefront')).toBe(
      first,
    );
    version = 2;
    const changed = await client.getPipeline(ENTITY);
    expect(changed.entityRef).toBe('answer 2');
    expect(asked.map(it => it.headers['if-none-match'])).toEqual([
      undefined,
      '"v1"',
      '"v1"',
      '"v1"',
    ]);
  });

  it('keeps the answers of different entities and pages apart', async () => {
    answer = ({ url, headers }) =>
      headers['if-none-match']
        ? { status: 304 }
        : {
            status: 200,
            headers: { ETag: '"same"' },
            body: { entityRef: url },
          };
    const page = { freightCursor: 'c1' };
    const all = () =>
      Promise.all([
        client.getPipeline(ENTITY),
        client.getPipeline(ENTITY, page),
        client.getPipeline('component:default/guestbook'),
      ]);
    const first = await all();
    expect(new Set(first.map(it => it.entityRef)).size).toBe(3);
    expect(await all()).toEqual(first);
  });

  it('forgets what it has not been asked for, and asks again in full', async () => {
    answer = ({ headers }) =>
      headers['if-none-match']
        ? { status: 304 }
        : { status: 200, headers: { ETag: '"e"' }, body: { entityRef: 'x' } };
    await client.getPipeline(ENTITY);
    for (let i = 0; i < 25; i++) {
      await client.getPipeline(`component:default/other-${i}`);
    }
    await client.getPipeline(ENTITY);
    expect(asked[asked.length - 1].headers['if-none-match']).toBeUndefined();
  });

  it.each<[string, () => Promise<unknown>]>([
    ['reading', () => client.getPipeline(ENTITY)],
    ['writing', () => client.approve(ENTITY, 'prod', { freight: 'f1' })],
  ])('throws what the backend says when %s', async (_, ask) => {
    answer = () => ({
      status: 409,
      body: {
        error: { name: 'ConflictError', message: 'quiet-heron may not enter' },
        response: { statusCode: 409 },
      },
    });
    const error: unknown = await ask().catch(it => it);
    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({
      statusCode: 409,
      cause: { name: 'ConflictError', message: 'quiet-heron may not enter' },
    });
  });

  it('refuses an entity ref that is none, before asking', async () => {
    await expect(client.getPipeline('storefront')).rejects.toThrow(
      /storefront/,
    );
    expect(asked).toEqual([]);
  });
});
