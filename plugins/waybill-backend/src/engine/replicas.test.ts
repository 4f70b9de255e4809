import { listPromotions } from '../store/operations/promotions/listPromotions';
import { listStages } from '../store/operations/stages/listStages';
import { isPostgres } from '../store/isPostgres';
import { definitionOf, entityOf, stageOf } from '../store/testing/fixtures';
import { migratedDatabases } from '../store/testing/migratedDatabases';
import { Engine } from './createEngine';
import { FakeWorld } from './testing/FakeWorld';
import { eventually, startTestEngine } from './testing/startTestEngine';

const PIPELINES = 6;
const STAGES = ['dev', 'uat', 'eu', 'us'];

// Several engines on two cores that may be busy.
jest.setTimeout(300_000);

describe('several engines on one database', () => {
  const databases = migratedDatabases();
  const engines: Engine[] = [];

  afterEach(async () => {
    await Promise.all(engines.splice(0).map(engine => engine.stop()));
  });

  it.each(databases.ids)(
    'share the work, do each piece once, and do not get in each other’s way, %p',
    async id => {
      const knex = await databases.create(id);
      const world = new FakeWorld();
      world.autoPromotion = true;
      world.tags = ['1.0.0'];
      for (let n = 0; n < PIPELINES; n++) {
        const entity = entityOf(`app-${n}`);
        world.entities.push(entity);
        world.definitions.set(entity.definitionUrl!, {
          etag: '1',
          definition: definitionOf(
            `app-${n}`,
            [
              stageOf('dev'),
              stageOf('uat', ['dev']),
              stageOf('eu', ['uat']),
              stageOf('us', ['uat']),
            ],
            {
              promotionPolicies: [
                {
                  stageSelector: { name: 'glob:*' },
                  autoPromotionEnabled: true,
                },
              ],
            },
          ),
        });
      }
      const busy = new Set<string>();
      const turns: string[] = [];
      world.advance = async ({ promotion, journal }) => {
        const { id: promotionId, pipelineId, stage } = promotion;
        const place = `${pipelineId}/${stage}`;
        turns.push(busy.has(place) ? `two at once on ${place}` : promotionId);
        busy.add(place);
        await journal.note(0, { begun: true });
        await new Promise(resolve => setTimeout(resolve, 10));
        busy.delete(place);
        return { type: 'finished', phase: 'Succeeded', message: 'done' };
      };
      // On SQLite there is one backend; there it is one engine that does all of it.
      for (let n = 0; n < (isPostgres(knex) ? 3 : 1); n++) {
        engines.push(await startTestEngine(knex, world));
      }

      const everywhere = (tag: string) =>
        eventually(
          `${tag} verified everywhere`,
          async () => {
            const rows = await knex('pipelines').select('id');
            for (const { id: pipelineId } of rows) {
              const states = await listStages(knex, { pipelineId });
              for (const stage of STAGES) {
                const state = states.get(stage);
                const freight = await knex('freight')
                  .where({ pipeline_id: pipelineId })
                  .andWhere('artifacts_json', 'like', `%"${tag}"%`)
                  .first('id');
                if (
                  !freight ||
                  state?.current[0]?.freight !== freight.id ||
                  state?.verification?.phase !== 'Successful'
                ) {
                  return false;
                }
              }
            }
            return rows.length === PIPELINES;
          },
          120,
        );
      await everywhere('1.0.0');
      world.tags = ['1.0.0', '1.1.0'];
      await everywhere('1.1.0');

      expect(turns).toHaveLength(PIPELINES * STAGES.length * 2);
      expect(new Set(turns).size).toBe(turns.length);
      expect(turns.filter(it => it.startsWith('two'))).toEqual([]);
      for (const { id: pipelineId } of await knex('pipelines').select('id')) {
        const { items } = await listPromotions(knex, { pipelineId, limit: 50 });
        expect(items.map(it => it.phase)).toEqual(
          Array(STAGES.length * 2).fill('Succeeded'),
        );
      }
      expect(
        await knex('work_items')
          .where('failures', '>', 0)
          .select('id', 'last_error'),
      ).toEqual([]);
    },
  );
});
