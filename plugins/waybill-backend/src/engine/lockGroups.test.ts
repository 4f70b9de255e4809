import { PromotionRecord } from '@waybill/backstage-plugin-waybill-common';
import { getPromotion } from '../store/operations/promotions/getPromotion';
import { listHeldLocks } from '../store/operations/locks/listHeldLocks';
import { definitionOf, stageOf } from '../store/testing/fixtures';
import { migratedDatabases } from '../store/testing/migratedDatabases';
import { Engine } from './createEngine';
import { PipelineUnderTest } from './testing/PipelineUnderTest';
import { eventually, startTestEngine } from './testing/startTestEngine';

const STAGES = ['a', 'b', 'c', 'd'];
const PROMOTIONS = 12;

describe('lock groups', () => {
  const databases = migratedDatabases();
  const engines: Engine[] = [];

  afterEach(async () => {
    await Promise.all(engines.splice(0).map(engine => engine.stop()));
  });

  it.each(databases.ids)(
    'let one Stage of a group promote at a time, whichever replica looks at it, and starve none, %p',
    async id => {
      const knex = await databases.create(id);
      // a and b share one, b and c another; d shares none.
      const groups: Record<string, string[]> = {
        ...{ a: ['x'], b: ['x', 'y'], c: ['y'], d: [] },
      };
      const line = await PipelineUnderTest.start(
        knex,
        engines,
        definitionOf(
          'app',
          STAGES.map(name =>
            stageOf(name, [], {
              queue: { order: 'InOrder', lockGroups: groups[name] },
            }),
          ),
        ),
      );
      const running = new Set<string>();
      const together = new Set<string>();
      line.world.advance = async ({ promotion }) => {
        running.add(promotion.stage);
        together.add([...running].sort().join(''));
        await new Promise(resolve => setTimeout(resolve, 30));
        running.delete(promotion.stage);
        return { type: 'finished', phase: 'Succeeded', message: 'done' };
      };
      for (let replica = 0; replica < 2; replica += 1) {
        engines.push(await startTestEngine(knex, line.world));
      }
      const asked: PromotionRecord[] = [];
      for (let n = 0; n < PROMOTIONS; n += 1) {
        asked.push(await line.promote({ stage: STAGES[n % STAGES.length] }));
      }
      const ends = await eventually(
        'all to end',
        async () => {
          const found = await Promise.all(
            asked.map(it => getPromotion(knex, { id: it.id })),
          );
          return found.every(it => it?.finishedAt) && found;
        },
        45,
      );
      expect(ends.map(it => it?.phase)).toEqual(asked.map(() => 'Succeeded'));
      for (const pair of ['ab', 'bc']) {
        const broken = [...together].filter(it =>
          [...pair].every(stage => it.includes(stage)),
        );
        expect({ pair, broken }).toEqual({ pair, broken: [] });
      }
      expect(
        await listHeldLocks(knex, {
          pipelineId: line.pipelineId,
          groups: ['x', 'y'],
        }),
      ).toEqual([]);
    },
    60_000,
  );

  it.each(databases.ids)(
    'are given back by a promotion that is aborted, and what waits says who has them, %p',
    async id => {
      const knex = await databases.create(id);
      const queue = { order: 'InOrder' as const, lockGroups: ['x'] };
      const line = await PipelineUnderTest.start(
        knex,
        engines,
        definitionOf('app', [
          stageOf('a', [], { queue }),
          stageOf('b', [], { queue }),
        ]),
      );
      let end = false;
      line.world.advance = async ({ now }) =>
        end
          ? { type: 'finished', phase: 'Aborted', message: 'aborted' }
          : {
              type: 'waiting',
              at: new Date(now.getTime() + 100),
              message: 'waits',
            };
      const first = await line.promote({ stage: 'a' });
      await eventually('the first to run', async () => {
        const found = await getPromotion(knex, { id: first.id });
        return found?.phase === 'Running';
      });
      const second = await line.promote({ stage: 'b' });
      expect(second.gates).toMatchObject([{ code: 'LockHeld' }]);
      const waiting = await eventually('the second to say why', async () => {
        const found = await getPromotion(knex, { id: second.id });
        return found?.message !== undefined && found;
      });
      expect(waiting).toMatchObject({
        phase: 'Pending',
        message: 'a promotion in a has the lock "x"',
      });
      end = true;
      expect((await line.ended(first)).phase).toBe('Aborted');
      expect((await line.ended(second)).startedAt).toBeDefined();
    },
  );
});

describe('a queue in which the newest wins', () => {
  const databases = migratedDatabases();
  const engines: Engine[] = [];

  afterEach(async () => {
    await Promise.all(engines.splice(0).map(engine => engine.stop()));
  });

  it.each(databases.ids)(
    'ends what is overtaken, and says by what, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(
        knex,
        engines,
        definitionOf('app', [
          stageOf('dev', [], {
            queue: { order: 'NewestWins', lockGroups: [] },
          }),
        ]),
      );
      let end = false;
      line.world.advance = async ({ now }) =>
        end
          ? { type: 'finished', phase: 'Succeeded', message: 'done' }
          : {
              type: 'waiting',
              at: new Date(now.getTime() + 100),
              message: 'waits',
            };
      const running = await line.promote();
      await eventually('the first to run', async () => {
        const found = await getPromotion(knex, { id: running.id });
        return found?.phase === 'Running';
      });
      const older = await line.promote();
      const newer = await line.promote();
      expect(await line.ended(older)).toMatchObject({
        phase: 'Aborted',
        startedAt: undefined,
        message: `Superseded by ${newer.id} before it started: the newest promotion wins in dev`,
      });
      end = true;
      expect((await line.ended(running)).phase).toBe('Succeeded');
      expect((await line.ended(newer)).phase).toBe('Succeeded');
    },
  );
});
