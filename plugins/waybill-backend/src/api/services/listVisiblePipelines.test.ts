import { TestDatabases } from '@backstage/backend-test-utils';
import { definitionOf, stageOf } from '../../store/testing/fixtures';
import { catalogEntity, seedPipeline } from '../testing/seed';
import { RunningApi, startApi } from '../testing/startApi';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const TEAM = 'group:default/team';
const MANY = Array.from(
  { length: 230 },
  (_, index) => `svc-${String(index).padStart(3, '0')}`,
);
/** Every second one is hidden, the last ones too. */
const isHidden = (ref: string) =>
  /svc-\d\d[13579]/.test(ref) || /svc-2[23]/.test(ref);

let api: RunningApi;

beforeAll(async () => {
  api = await startApi(databases, {
    entities: [...MANY, 'app'].map(name => catalogEntity(name)),
  });
  for (const name of MANY) await seedPipeline(api.knex, name);
  await seedPipeline(api.knex, 'app', definitionOf('app', [stageOf('dev')]), {
    owners: [TEAM],
    systems: ['system:default/shop'],
  });
});

beforeEach(() => {
  api.sees = (_, ref) => !isHidden(ref);
});

describe('the list of pipelines', () => {
  const pagesOf = async () => {
    const pages: {
      items: { entityRef: string }[];
      nextCursor: string | null;
    }[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const response = await api
        .asUser()
        .get(`/pipelines${cursor && `?cursor=${cursor}`}`);
      expect(response.status).toBe(200);
      pages.push(response.body);
      cursor = response.body.nextCursor;
    }
    return pages;
  };

  it('fills each page with what the caller sees, and tells of nothing else', async () => {
    const pages = await pagesOf();
    const visible = [...MANY, 'app']
      .map(name => `component:default/${name}`)
      .filter(ref => !isHidden(ref))
      .sort();
    expect(pages.flatMap(page => page.items.map(it => it.entityRef))).toEqual(
      visible,
    );
    expect(pages.map(page => page.items.length)).toEqual([50, 50, 11]);
    for (const { nextCursor } of pages) {
      const text = Buffer.from(nextCursor ?? '', 'base64url').toString();
      expect(isHidden(text)).toBe(false);
    }
  });

  it('has no page behind the last one seen, though there are rows', async () => {
    const first = MANY.slice(0, 50).map(name => `component:default/${name}`);
    api.sees = (_, ref) => first.includes(ref);
    const [page, ...others] = await pagesOf();
    expect([page.items.length, page.nextCursor, others]).toEqual([
      50,
      null,
      [],
    ]);
  });

  it.each([
    ['owner=team', ['app']],
    [`owner=${TEAM}`, ['app']],
    ['owner=Group:default/Team&system=shop', ['app']],
    ['system=other', []],
    ['filter=svc-22', []],
    ['filter=SVC-000', ['svc-000']],
    ['filter=svc-01', ['svc-010', 'svc-012', 'svc-014', 'svc-016', 'svc-018']],
  ])('is filtered by %s', async (query, names) => {
    const { body } = await api.asUser().get(`/pipelines?${query}`);
    expect(body.items.map((it: { entityRef: string }) => it.entityRef)).toEqual(
      names.map(name => `component:default/${name}`),
    );
  });
});
