import { TestDatabases } from '@backstage/backend-test-utils';
import { definitionOf, freightOf, stageOf } from '../../store/testing/fixtures';
import { AT, catalogEntity, seedFreight, seedPipeline } from './seed';
import { ALLOW, RunningApi, startApi } from './startApi';

export const OWNERS = ['group:default/team'];
export const FREIGHT = freightOf(1, AT);

/**
 * Two entities of one team with one Freight and two Stages; prod refuses it. A service `bot` is listed for one Stage of one of them.
 * To be called at the top of a file.
 */
export function permissionWorld(): () => RunningApi {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let api: RunningApi;
  beforeAll(async () => {
    api = await startApi(databases, {
      entities: ['app', 'free'].map(name => catalogEntity(name, OWNERS)),
      config: {
        waybill: {
          services: [
            {
              subject: 'bot',
              actions: ['promote', 'refresh', 'abort'],
              entities: ['Component:default/App'],
              stages: ['dev'],
            },
          ],
        },
      },
    });
    for (const name of ['app', 'free']) {
      const id = await seedPipeline(
        api.knex,
        name,
        definitionOf(name, [
          stageOf('dev', [], { labels: { tier: 'early' } }),
          stageOf('prod', ['dev'], { labels: { tier: 'late' } }),
        ]),
        { owners: OWNERS },
      );
      await seedFreight(api.knex, id, FREIGHT);
    }
  }, 60_000);
  beforeEach(() => {
    api.decide = () => ALLOW;
    api.audited.length = 0;
  });
  return () => api;
}
