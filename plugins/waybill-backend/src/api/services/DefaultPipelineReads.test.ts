import { TestDatabases } from '@backstage/backend-test-utils';
import { bindPipeline } from '../../store/operations/pipelines/bindPipeline';
import { insertPromotion } from '../../store/operations/promotions/insertPromotion';
import { lockStage } from '../../store/operations/stages/lockStage';
import { saveStage } from '../../store/operations/stages/saveStage';
import { saveWarehouse } from '../../store/operations/warehouses/saveWarehouse';
import { ensureWorkItems } from '../../store/operations/workItems/ensureWorkItems';
import {
  definitionOf,
  entityOf,
  freightOf,
  promotionOf,
  stageOf,
} from '../../store/testing/fixtures';
import {
  AT,
  catalogEntity,
  seedFreight,
  seedPipeline,
  seedRuns,
} from '../testing/seed';
import { RunningApi, startApi } from '../testing/startApi';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const APP = '/pipelines/component/default/app';
const TEAM = 'group:default/team';

let api: RunningApi;

beforeAll(async () => {
  api = await startApi(databases, {
    entities: ['app', 'new-name', 'bare'].map(name =>
      catalogEntity(name, [TEAM]),
    ),
  });
  await seedPipeline(
    api.knex,
    'app',
    definitionOf('app', [stageOf('dev'), stageOf('prod', ['dev'])]),
    { owners: [TEAM] },
  );
  for (let count = 1; count <= 25; count++) {
    const at = new Date(AT.getTime() + count * 60_000);
    await seedFreight(api.knex, 'p-app', freightOf(count, at));
  }
});

describe('a pipeline', () => {
  it('is shown as a whole, with Freight by pages and all Freight that is named', async () => {
    const oldest = freightOf(1, AT).id;
    await seedRuns(api.knex, 'p-app', 'dev', [{ freight: oldest }]);
    const { body } = await api.asUser().get(APP);
    expect(body).toMatchObject({
      entityRef: 'component:default/app',
      state: 'ok',
      errors: [],
      source: { url: 'https://git.example.com/acme/app/waybill.yaml' },
      freightTotal: 25,
      warehouses: [
        {
          name: 'main',
          subscriptions: [
            { kind: 'image', repoURL: 'registry.example.com/acme/app' },
          ],
          lastCheckedAt: null,
          error: null,
        },
      ],
      stages: [
        {
          name: 'dev',
          kind: 'stage',
          owners: [TEAM],
          requests: [{ origin: 'Warehouse/main', direct: true, stages: [] }],
          current: [{ origin: 'Warehouse/main', freight: oldest }],
          verification: { phase: 'Successful' },
          promotions: { running: null, waiting: [] },
          next: { freight: freightOf(25, AT).id, gates: [] },
          rollbackTo: null,
          ranOther: false,
        },
        {
          name: 'prod',
          current: [],
          verification: null,
          next: expect.anything(),
        },
      ],
    });
    const ids = body.freight.map((it: { id: string }) => it.id);
    expect(ids).toHaveLength(20);
    expect(ids).not.toContain(oldest);
    expect(body.referencedFreight).toMatchObject([
      { id: oldest, currentlyIn: [{ stage: 'dev' }] },
    ]);

    const { body: second } = await api
      .asUser()
      .get(`${APP}?freightCursor=${body.nextFreightCursor}`);
    expect(second.freight).toHaveLength(5);
    expect(second.nextFreightCursor).toBeNull();
  });

  it('names the Freight of a Stage’s last promotion, however old it is', async () => {
    const old = freightOf(2, AT).id;
    await api.knex.transaction(async tx => {
      const pipelineId = 'p-app';
      const state = await lockStage(tx, { pipelineId, stage: 'prod' });
      await saveStage(tx, {
        pipelineId,
        state: {
          ...state,
          lastPromotion: {
            id: 'prod.old',
            phase: 'Failed',
            freight: old,
            collection: { 'Warehouse/main': old },
            finishedAt: AT.toISOString(),
          },
        },
      });
    });
    const { body } = await api.asUser().get(APP);
    expect(body.stages[1].lastPromotion).toMatchObject({ freight: old });
    const named = body.referencedFreight.map((it: { id: string }) => it.id);
    expect(named).toContain(old);
  });

  it('shows what has not ended, however long ago it began', async () => {
    const ulid = (index: number) =>
      `01je5v000000000000000${String(index).padStart(5, '0')}`;
    await api.knex.transaction(async tx => {
      for (let index = 0; index < 30; index++) {
        const promotion = promotionOf('p-app', ulid(index), {
          stage: index === 0 ? 'prod' : 'dev',
          ...(index === 0
            ? { phase: 'Running', startedAt: AT.toISOString() }
            : { phase: 'Succeeded', finishedAt: AT.toISOString() }),
        });
        await insertPromotion(tx, { promotion });
      }
    });
    const { body } = await api.asUser().get(APP);
    const shown = body.promotions.map((it: { id: string }) => it.id);
    expect(shown).toHaveLength(21);
    expect(shown[0]).toContain(ulid(29));
    expect(shown[20]).toContain(ulid(0));
    expect(body.stages[1].promotions.running).toBe(shown[20]);

    const first = await api.asUser().get(`${APP}/promotions?stage=dev`);
    expect(first.body.items).toHaveLength(20);
    const second = await api
      .asUser()
      .get(`${APP}/promotions?stage=dev&cursor=${first.body.nextCursor}`);
    expect(second.body.items).toHaveLength(9);
    expect(second.body.nextCursor).toBeNull();
  });

  it('says when a step of a Promotion is tried again, and counts it as not done', async () => {
    const promotion = promotionOf('p-app', '01je5v000000000000000again', {
      stage: 'uat',
      phase: 'Running',
      startedAt: AT.toISOString(),
    });
    promotion.stepStates[0].status = 'Errored';
    promotion.stepStates[0].startedAt = AT.toISOString();
    const { id, pipelineId } = promotion;
    const at = new Date(AT.getTime() + 40_000);
    await api.knex.transaction(async tx => {
      await insertPromotion(tx, { promotion });
      const items = [{ kind: 'promotion' as const, pipelineId, name: id }];
      await ensureWorkItems(tx, { items, at });
    });
    const { body } = await api.asUser().get(`/promotions/${id}`);
    expect(body.progress).toEqual({ done: 0, total: 2, current: 'git-clone' });
    expect(body.steps[0].retryAt).toBe(at.toISOString());
    expect(body.steps[1]).not.toHaveProperty('retryAt');
  });

  it('that has none says how an entity gets one', async () => {
    const response = await api
      .asUser()
      .get('/pipelines/Component/default/bare');
    expect(response.status).toBe(404);
    expect(response.body.error.message).toMatch(/annotation waybill\/pipeline/);
  });

  it('is found under the name that its entity has now, and so are its Promotions', async () => {
    const pipelineId = await seedPipeline(
      api.knex,
      'old-name',
      definitionOf('old', [stageOf('dev')]),
    );
    const promotion = promotionOf(pipelineId, '01je5v0000000000000000000r', {
      entityRef: 'component:default/old-name',
    });
    await api.knex.transaction(tx => insertPromotion(tx, { promotion }));
    const entity = entityOf('new-name', { uid: 'uid-old-name' });
    await bindPipeline(api.knex, { pipelineId, entity });

    const response = await api.asUser().get(`/promotions/${promotion.id}`);
    expect(response.body.entityRef).toBe('component:default/new-name');
    // Whoever may see only the old name, which could be anybody's by now, sees nothing of it.
    api.sees = (_, ref) => ref !== 'component:default/new-name';
    const hidden = await api.asUser().get(`/promotions/${promotion.id}`);
    expect(hidden.status).toBe(404);
  });
});

describe('the history of a Stage', () => {
  const HISTORY = `${APP}/stages/prod/history`;

  it('says what ran at a moment', async () => {
    const [one, two, three] = [1, 2, 3].map(it => freightOf(it, AT).id);
    await seedRuns(
      api.knex,
      'p-app',
      'prod',
      [one, two, three].map(freight => ({ freight })),
    );
    const at = async (time: string) => {
      const { status, body } = await api
        .asUser()
        .get(`${HISTORY}?at=${encodeURIComponent(time)}`);
      expect(status).toBe(200);
      return body.items.map((it: { freight: string }) => it.freight);
    };
    expect((await api.asUser().get(HISTORY)).body).toMatchObject({
      items: [
        {
          freight: three,
          content: { id: three, warehouse: 'main' },
          collection: { 'Warehouse/main': three },
          rollback: false,
          verified: true,
          at: '2026-11-20T14:00:00.000Z',
        },
        { freight: two },
        { freight: one },
      ],
      nextCursor: null,
    });
    expect((await at('2026-11-20T13:59:59Z'))[0]).toBe(two);
    expect((await at('2026-11-20T15:00:00+01:00'))[0]).toBe(three);
    expect(await at('2026-11-20T11:59Z')).toEqual([]);
  });

  it('of a Stage that never was is a 404 naming those that are', async () => {
    const response = await api.asUser().get(`${APP}/stages/stagign/history`);
    expect(response.status).toBe(404);
    expect(response.body.error.message).toMatch(/its Stages: dev, prod/);
  });
});

it('says what was discovered', async () => {
  const url = `${APP}/warehouses/main/artifacts`;
  const before = await api.asUser().get(url);
  expect(before.body).toEqual({
    warehouse: 'main',
    discoveredAt: null,
    subscriptions: [],
  });
  const subscriptions = [
    {
      kind: 'image' as const,
      repoURL: 'registry.example.com/acme/app',
      candidates: 9,
      matching: 1,
      images: freightOf(1, AT).images,
    },
  ];
  await saveWarehouse(api.knex, {
    pipelineId: 'p-app',
    name: 'main',
    now: AT,
    artifacts: { discoveredAt: AT.toISOString(), subscriptions },
    cursors: { git: { 0: { head: 'secret-head', fingerprint: 'f' } } },
  });
  const after = await api.asUser().get(url);
  expect(after.body).toEqual({
    warehouse: 'main',
    discoveredAt: AT.toISOString(),
    subscriptions,
  });
  const unknown = await api.asUser().get(`${APP}/warehouses/x/artifacts`);
  expect(unknown.status).toBe(404);
});
