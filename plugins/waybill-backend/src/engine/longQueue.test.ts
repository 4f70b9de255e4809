import { PromotionAdvance } from '../ports';
import { getPromotion } from '../store/operations/promotions/getPromotion';
import { migratedDatabases } from '../store/testing/migratedDatabases';
import { Engine } from './createEngine';
import { PipelineUnderTest } from './testing/PipelineUnderTest';
import { eventually } from './testing/startTestEngine';

describe('a queue of promotions', () => {
  const databases = migratedDatabases();
  const engines: Engine[] = [];

  afterEach(async () => {
    await Promise.all(engines.splice(0).map(engine => engine.stop()));
  });

  it.each(databases.ids)(
    'is told once what each waits for, however often the Stage is looked at, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(knex, engines);
      let end: (advance: PromotionAdvance) => void = () => {};
      line.world.advance = () =>
        new Promise(resolve => {
          end = resolve;
        });
      const told: unknown[] = [];
      knex.on('query', ({ sql, bindings }) => {
        if (/^update .promotions. set .message.+.gates_json. = /.test(sql)) {
          told.push(bindings[2]);
        }
      });
      const first = await line.promote();
      await eventually('the first to run', async () => {
        const now = await getPromotion(knex, { id: first.id });
        return now?.phase === 'Running';
      });
      const waiting: string[] = [];
      for (let n = 0; n < 3; n += 1) {
        const { id: promotion } = await line.promote();
        waiting.push(promotion);
        await eventually('it to know what it waits for', async () => {
          const now = await getPromotion(knex, { id: promotion });
          return now?.message;
        });
      }
      expect(told).toEqual(waiting);
      end({ type: 'finished', phase: 'Succeeded', message: 'done' });
    },
  );
});
