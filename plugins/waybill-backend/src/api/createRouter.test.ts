import { TestDatabases } from '@backstage/backend-test-utils';
import { insertPromotion } from '../store/operations/promotions/insertPromotion';
import {
  definitionOf,
  freightOf,
  promotionOf,
  stageOf,
} from '../store/testing/fixtures';
import { everyOperation } from './testing/everyOperation';
import { AT, catalogEntity, seedFreight, seedPipeline } from './testing/seed';
import { RunningApi, startApi } from './testing/startApi';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const APP = '/pipelines/component/default/app';
const PROMOTION = promotionOf('p-app', '01je5v0000000000000000000a', {
  stage: 'dev',
});

describe('the HTTP API', () => {
  let api: RunningApi;

  beforeAll(async () => {
    api = await startApi(databases, { entities: [catalogEntity('app')] });
    await seedPipeline(
      api.knex,
      'app',
      definitionOf('app', [stageOf('dev'), stageOf('prod', ['dev'])]),
    );
    await seedFreight(api.knex, 'p-app', freightOf(1, AT));
    await api.knex.transaction(tx =>
      insertPromotion(tx, { promotion: PROMOTION }),
    );
  });

  const operations = everyOperation({
    kind: 'component',
    namespace: 'default',
    name: 'app',
    warehouse: 'main',
    stage: 'dev',
    freight: freightOf(1, AT).id,
    id: PROMOTION.id,
  });

  it.each(operations)(
    'answers $id as described, or with an error in Backstage’s form',
    async ({ method, path, body }) => {
      const response = await api.asUser()[method](path, body);
      // 500 would be an answer that breaks the description.
      expect(response.status).toBeLessThan(500);
      const asBackstageDoes = {
        error: { name: expect.any(String), message: expect.any(String) },
        request: { method: method.toLocaleUpperCase('en-US') },
        response: { statusCode: response.status },
      };
      expect(response.body).toMatchObject(
        response.status < 400 ? {} : asBackstageDoes,
      );
      expect(response.text).not.toContain('.ts:');
    },
  );

  it.each(operations)('answers $id only to who signs in', async operation => {
    const { method, path, body } = operation;
    const response = await api.asNobody()[method](path, body);
    expect(response.status).toBe(401);
    expect(response.body.error.name).toBe('AuthenticationError');
  });

  it.each(operations.filter(it => /\{|pipelines\/|promotions\//.test(it.path)))(
    'answers $id with 404 where the catalog hides the entity',
    async it => {
      if (it.id === 'validatePipeline') {
        it.body = { ...it.body, entityRef: 'component:default/app' };
      }
      api.sees = () => false;
      try {
        const hidden = await api.asUser()[it.method](it.path, it.body);
        expect(hidden.status).toBe(404);
        // The same as for one that does not exist, but for what the caller said.
        const unknown = await api
          .asUser()
          [it.method](
            it.path.replace('/app', '/nope').replace(PROMOTION.id, 'nope'),
            it.id === 'validatePipeline'
              ? { ...it.body, entityRef: 'component:default/nope' }
              : it.body,
          );
        expect(unknown.status).toBe(404);
        expect(
          hidden.body.error.message
            .replace(PROMOTION.id, 'nope')
            .replace('/app', '/nope'),
        ).toBe(unknown.body.error.message);
      } finally {
        api.sees = () => true;
      }
    },
  );

  it.each([
    ['get', '/nowhere'],
    ['get', `${APP}/stages`],
    ['post', APP],
    ['get', `${APP}/stages/dev/approvals`],
  ] as const)(
    'does not answer what is not described: %s %s',
    async (method, path) => {
      const response = await api.asUser()[method](path, {});
      expect(response.status).toBe(404);
      expect(response.body.error.name).toBe('NotFoundError');
    },
  );

  it.each<[string, string, object, RegExp]>([
    ['without freight', `${APP}/stages/dev/promotions`, {}, /freight/],
    [
      'with a field more',
      `${APP}/stages/dev/promotions`,
      { freight: 'f', force: true },
      /additional properties/,
    ],
    [
      'with a number for a name',
      `${APP}/stages/dev/approvals`,
      { freight: 7 },
      /freight.*string/,
    ],
    [
      'with a reason that says nothing',
      `${APP}/stages/dev/rollback`,
      { reason: ' ' },
      /reason/,
    ],
    [
      'with what no database keeps',
      `${APP}/stages/dev/hold`,
      { reason: 'x\u0000' },
      /reason/,
    ],
    [
      'with a long blank',
      `${APP}/stages/dev/hold`,
      { reason: ' '.repeat(3_000_000) },
      /reason/,
    ],
    ['without a reason', `${APP}/stages/dev/hold`, {}, /reason/],
    [
      'with a ref that is none',
      '/pipelines/validate',
      { text: '', entityRef: 'app' },
      /entityRef/,
    ],
    [
      'with too long a text',
      '/pipelines/validate',
      { text: 'x'.repeat(1_048_577) },
      /text/,
    ],
  ])(
    'refuses a body %s, and names the field',
    async (_, path, body, message) => {
      const response = await api.asUser().post(path, body);
      expect(response.status).toBe(400);
      expect(response.body.error).toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(message),
      });
    },
  );

  it('refuses a body that is no JSON, or too large', async () => {
    const bad = await api
      .asUser()
      .post(`${APP}/stages/dev/promotions`)
      .set('Content-Type', 'application/json')
      .send('{');
    expect(bad.status).toBe(400);
    expect(bad.body.error).toEqual({
      name: 'InputError',
      message: expect.stringMatching(/^Expected a body of JSON, found /),
    });
    const large = await api
      .asUser()
      .post('/pipelines/validate', { text: 'x'.repeat(4_200_000) });
    expect(large.status).toBe(413);
    expect(Object.keys(large.body.error)).not.toContain('type');
    const many = await api
      .asUser()
      .post(
        `${APP}/stages/dev/promotions`,
        Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [i, i])),
      );
    expect(many.body.error.message).toMatch(/, and 996 more$/);
    const misspelt = await api
      .asUser()
      .post(`${APP}/stages/dev/promotions`, { frieght: 'x' });
    expect(misspelt.status).toBe(400);
    expect(misspelt.body.error.message).toBe(
      "request/body/freight must have required property 'freight', request/body/frieght must NOT have additional properties",
    );
    expect(bad.body.error.stack ?? large.body.error.stack).toBeUndefined();
  });

  it.each([
    ['/pipelines?state=ok', /state/],
    [`${APP}/promotions?cursor=a&cursor=b`, /cursor/],
    [`${APP}/promotions?cursor=bogus`, /cursor/],
    [`${APP}/stages/dev/gates`, /freight/],
    [`${APP}/stages/dev/history?at=Thursday`, /2026-11-19T14:00:00Z/],
    [`/pipelines?owner=${'x'.repeat(254)}`, /owner/],
    [`${APP}/stages/dev/gates?freight=%00`, /freight/],
    [`${APP}/promotions?stage=`, /stage/],
  ])('refuses the query of %s', async (path, message) => {
    const response = await api.asUser().get(path);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(message);
  });

  it('answers 304 while nothing has changed, also behind a proxy that compresses', async () => {
    const first = await api.asUser().get(APP);
    const { etag } = first.headers;
    expect(first.status).toBe(200);
    expect(first.headers['cache-control']).toContain('private');
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await api.asUser().get(APP).set('If-None-Match', known);
      expect([again.status, again.text]).toEqual([304, '']);
    }
    await seedFreight(api.knex, 'p-app', freightOf(2, AT));
    const changed = await api.asUser().get(APP).set('If-None-Match', etag);
    expect(changed.status).toBe(200);
    expect(changed.body.freightTotal).toBe(2);
  });

  it('describes itself', async () => {
    const response = await api.asUser().get('/openapi.json');
    expect(response.body.paths).toHaveProperty('/promotions/{id}');
  });

  it('tells nobody what a failed query held', async () => {
    await api.knex.schema.renameTable('pipelines', 'pipelines_away');
    const response = await api.asUser().get(APP);
    await api.knex.schema.renameTable('pipelines_away', 'pipelines');
    expect(response.status).toBe(500);
    expect(response.text).not.toMatch(/select|pipelines_?a|SQLITE/i);
    expect(response.body.error.message).toMatch(/log says why under \w+/);
  });
});
