import { TestDatabases } from '@backstage/backend-test-utils';
import { definitionOf, stageOf } from '../store/testing/fixtures';
import { catalogEntity, seedPipeline } from './testing/seed';
import { RunningApi, startApi } from './testing/startApi';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const TEAM = 'group:default/team';

let api: RunningApi;

beforeAll(async () => {
  api = await startApi(databases, {
    entities: [
      catalogEntity('app', [TEAM]),
      catalogEntity('bare', [TEAM]),
      catalogEntity('other'),
    ],
    config: {
      waybill: {
        variables: [
          { match: { owners: [TEAM] }, values: { NAME: 'of-the-team' } },
          {
            match: { entities: ['component:default/*'] },
            values: { ANY: 'x' },
          },
        ],
      },
    },
  });
  await seedPipeline(api.knex, 'app', definitionOf('app', [stageOf('dev')]), {
    owners: [TEAM],
  });
});

describe('a text is checked', () => {
  const check = async (text: string, entityRef?: string) =>
    (await api.asUser().post('/pipelines/validate', { text, entityRef })).body;
  const warehouse = (namespace: string) =>
    `apiVersion: kargo.akuity.io/v1alpha1\nkind: Warehouse\nmetadata:\n  name: main\n  namespace: ${namespace}\nspec:\n  subscriptions:\n    - image: {repoURL: registry.example.com/app, semverConstraint: ^1.0.0}\n`;

  it('and every mistake has its place', async () => {
    expect(await check(warehouse('app'))).toEqual({ valid: true, errors: [] });
    expect(await check('kind: Warehouse\nspec: [')).toMatchObject({
      valid: false,
      errors: [
        {
          file: 'waybill.yaml',
          line: expect.any(Number),
          column: expect.any(Number),
          message: expect.any(String),
        },
      ],
    });
  });

  it.each([
    [
      'with what placeholders stand for in that entity',
      '${NAME}',
      'component:default/app',
      true,
    ],
    [
      'also in one that has no pipeline yet',
      '${NAME}',
      'component:default/bare',
      true,
    ],
    ['but not in another', '${NAME}', 'component:default/other', false],
    ['nor in none', '${ANY}', undefined, false],
  ])('%s', async (_, namespace, entityRef, valid) => {
    expect(await check(warehouse(namespace), entityRef)).toMatchObject({
      valid,
    });
  });
});
