import { TestDatabases } from '@backstage/backend-test-utils';
import { ensureWorkItems } from '../store/operations/workItems/ensureWorkItems';
import { startApi } from './testing/startApi';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

it('tells anybody whether work gets done, and names nothing', async () => {
  const api = await startApi(databases, { entities: [] });
  const well = await api.asNobody().get('/health');
  expect([well.status, well.body.status]).toEqual([200, 'ok']);

  await ensureWorkItems(api.knex, {
    items: [{ kind: 'warehouse', pipelineId: 'p-app', name: 'late' }],
    at: new Date(Date.now() - 3_600_000),
  });
  const overdue = await api.asNobody().get('/health');
  expect([overdue.status, overdue.body.status]).toEqual([503, 'overdue']);
  expect(overdue.body.oldestDueSeconds).toBeGreaterThan(3_000);
  expect(overdue.text).not.toMatch(/app|late/);

  await api.knex.schema.renameTable('work_items', 'work_items_away');
  const ill = await api.asNobody().get('/health');
  await api.knex.schema.renameTable('work_items_away', 'work_items');
  expect([ill.status, ill.body.error.name]).toEqual([
    503,
    'ServiceUnavailableError',
  ]);
  expect(ill.text).not.toMatch(/work_items|select/i);
});
