import { findBrokenLink } from '../store/operations/audit/findBrokenLink';
import { listAudit } from '../store/operations/audit/listAudit';
import { approveFreight } from '../store/operations/freight/approveFreight';
import { listPromotions } from '../store/operations/promotions/listPromotions';
import { listHistory } from '../store/operations/stages/listHistory';
import { definitionOf, stageOf } from '../store/testing/fixtures';
import { migratedDatabases } from '../store/testing/migratedDatabases';
import { Engine } from './createEngine';
import { DANA, PipelineUnderTest } from './testing/PipelineUnderTest';

const AUTOMATIC = {
  promotionPolicies: [
    { stageSelector: { name: 'glob:*' }, autoPromotionEnabled: true },
  ],
};

describe('createEngine', () => {
  const databases = migratedDatabases();
  const engines: Engine[] = [];

  afterEach(async () => {
    await Promise.all(engines.splice(0).map(engine => engine.stop()));
  });

  it.each(databases.ids)(
    'carries Freight from an entity to a verified Stage, and on to the next, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(knex, engines);
      const { pipelineId, freight } = line;
      line.world.advance = async turn => {
        await turn.journal.saveStep(0, {
          status: 'Succeeded',
          startedAt: turn.now.toISOString(),
          finishedAt: turn.now.toISOString(),
        });
        await turn.journal.note(0, { commit: 'abc' });
        await turn.journal.addHealthChecks([
          { uses: 'argocd-update', config: { apps: ['app-dev'] } },
        ]);
        return { type: 'finished', phase: 'Succeeded', message: 'done' };
      };

      // Not verified upstream: refused when the Stage is looked at.
      const early = await line.promote({ stage: 'uat' });
      expect((await line.ended(early)).phase).toBe('Failed');

      const promotion = await line.promote({ reason: 'first' });
      expect(promotion.id).toMatch(
        new RegExp(`^dev\\.[0-9a-z]{26}\\.${freight.slice(0, 7)}$`),
      );
      expect(await line.ended(promotion)).toMatchObject({
        phase: 'Succeeded',
        collection: { 'Warehouse/main': freight },
        stepStates: [{ status: 'Succeeded', record: { commit: 'abc' } }],
      });
      expect(await line.verified('dev', freight)).toMatchObject({
        current: [{ origin: 'Warehouse/main', promotion: promotion.id }],
        health: { status: 'Healthy' },
        sync: { status: 'Synced' },
        healthChecks: [{ uses: 'argocd-update' }],
        lastPromotion: { id: promotion.id, phase: 'Succeeded' },
      });
      const history = await listHistory(knex, {
        pipelineId,
        stage: 'dev',
        limit: 5,
      });
      expect(history.items).toMatchObject([
        { freight, promotion: promotion.id, verified: true },
      ]);

      const next = await line.promote({ stage: 'uat' });
      expect((await line.ended(next)).phase).toBe('Succeeded');

      const trail = await listAudit(knex, { pipelineId, limit: 50 });
      expect(trail.items.map(it => it.action)).toEqual(
        expect.arrayContaining([
          'freight.created',
          'promotion.created',
          'promotion.succeeded',
          'promotion.failed',
          'freight.verified',
        ]),
      );
      expect(await findBrokenLink(knex, { pipelineId })).toBeUndefined();
      expect((await line.engine.health()).status).toBe('ok');
    },
  );

  it.each(databases.ids)(
    'promotes by itself through a control-flow Stage, as soon as there is new Freight, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(
        knex,
        engines,
        definitionOf(
          'app',
          [
            stageOf('dev'),
            stageOf('fan', ['dev'], { steps: [] }),
            stageOf('eu', ['fan']),
            stageOf('us', ['fan']),
          ],
          AUTOMATIC,
        ),
        world => {
          world.autoPromotion = true;
        },
      );
      await line.verified('eu', line.freight);
      await line.verified('us', line.freight);
      line.world.tags = ['1.0.0', '1.1.0'];
      const second = await line.freightOfTag('1.1.0');
      await line.verified('eu', second.id);
      await line.verified('us', second.id);
      const all = await listPromotions(knex, {
        pipelineId: line.pipelineId,
        limit: 50,
      });
      expect(all.items).toHaveLength(6);
      expect(all.items.every(it => it.phase === 'Succeeded')).toBe(true);
      const { status } = await line.freightOfTag('1.0.0');
      expect(status.currentlyIn).toEqual({});
      expect(status.verifiedIn.eu.longestSoakSeconds).toBeGreaterThan(0);
    },
  );

  it.each(databases.ids)(
    'a rollback holds auto-promotion, and promoting the candidate lets it go on, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(
        knex,
        engines,
        definitionOf('app', [stageOf('dev')], AUTOMATIC),
        world => {
          world.autoPromotion = true;
        },
      );
      const { pipelineId, freight } = line;
      await line.verified('dev', freight);
      line.world.tags = ['1.0.0', '1.1.0'];
      const second = await line.freightOfTag('1.1.0');
      await line.verified('dev', second.id);

      await line.promote({ reason: 'too slow', rollback: true });
      expect((await line.verified('dev', freight)).holds).toMatchObject([
        { origin: 'Warehouse/main', freight, reason: 'too slow', by: DANA },
      ]);
      const count = async () =>
        (await listPromotions(knex, { pipelineId, limit: 50 })).items.length;
      const before = await count();
      await new Promise(resolve => setTimeout(resolve, 1_000));
      expect(await count()).toBe(before);

      await line.promote({ freight: second.id });
      expect((await line.verified('dev', second.id)).holds).toEqual([]);
    },
  );

  it.each(databases.ids)(
    'one request makes one Promotion, however often it is sent, %p',
    async id => {
      const knex = await databases.create(id);
      const line = await PipelineUnderTest.start(knex, engines);
      const idempotencyKey = 'once';
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => line.promote({ idempotencyKey })),
      );
      expect(new Set(answers.map(it => it.id)).size).toBe(1);
      await expect(
        line.promote({ idempotencyKey, rollback: true }),
      ).rejects.toMatchObject({ name: 'ConflictError' });
      const { pipelineId } = line;
      const all = await listPromotions(knex, { pipelineId, limit: 10 });
      expect(all.items).toHaveLength(1);
    },
  );

  it.each(databases.ids)('an approval bypasses upstream, %p', async id => {
    const knex = await databases.create(id);
    const line = await PipelineUnderTest.start(knex, engines);
    await approveFreight(knex, {
      pipelineId: line.pipelineId,
      freight: line.freight,
      stage: 'uat',
      by: DANA,
      now: new Date(),
    });
    const promotion = await line.promote({ stage: 'uat' });
    expect((await line.ended(promotion)).phase).toBe('Succeeded');
  });
});
