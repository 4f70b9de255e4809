import {
  VerificationPhase,
  VerificationRequest,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { listAudit } from '../store/operations/audit/listAudit';
import { getFreight } from '../store/operations/freight/getFreight';
import { listPromotions } from '../store/operations/promotions/listPromotions';
import { listHistory } from '../store/operations/stages/listHistory';
import { lockStage } from '../store/operations/stages/lockStage';
import { saveStage } from '../store/operations/stages/saveStage';
import { definitionOf, stageOf } from '../store/testing/fixtures';
import { migratedDatabases } from '../store/testing/migratedDatabases';
import { Engine } from './createEngine';
import { DANA, PipelineUnderTest } from './testing/PipelineUnderTest';
import { FakeWorld } from './testing/FakeWorld';
import { eventually } from './testing/startTestEngine';

const VERIFICATION = {
  analysisTemplates: [{ kind: 'AnalysisTemplate' as const, name: 'smoke' }],
  args: [],
  vars: [],
  labels: {},
  annotations: {},
};

describe('verification by AnalysisRuns', () => {
  const databases = migratedDatabases();
  const engines: Engine[] = [];

  afterEach(async () => {
    await Promise.all(engines.splice(0).map(engine => engine.stop()));
  });

  async function start(
    id: (typeof databases.ids)[0][0],
    prepare?: (world: FakeWorld) => void,
  ) {
    const knex = await databases.create(id);
    const dev = stageOf('dev', [], { verification: VERIFICATION });
    const line = await PipelineUnderTest.start(
      knex,
      engines,
      definitionOf('app', [dev]),
      prepare,
    );
    return { knex, line, verifier: line.world.verifier };
  }
  const reaches = (
    line: PipelineUnderTest,
    phase: VerificationPhase,
    id?: string,
  ) =>
    eventually(`a verification that is ${phase}`, async () => {
      const verification = (await line.stateOf('dev'))?.verification;
      return (
        verification?.phase === phase &&
        (id === undefined || verification.id === id) &&
        verification
      );
    });
  const marks = async (
    knex: Knex,
    { pipelineId, freight }: PipelineUnderTest,
  ) =>
    (await getFreight(knex, { pipelineId, ids: [freight] }))[0].status
      .verifiedIn;
  const failures = async (
    knex: Knex,
    { pipelineId, freight }: PipelineUnderTest,
  ) =>
    (await getFreight(knex, { pipelineId, ids: [freight] }))[0].status.failedIn;
  const historyOf = async (knex: Knex, { pipelineId }: PipelineUnderTest) =>
    (await listHistory(knex, { pipelineId, stage: 'dev', limit: 9 })).items;
  async function request(
    knex: Knex,
    { engine, pipelineId }: PipelineUnderTest,
    wanted: Omit<VerificationRequest, 'by'>,
  ) {
    await knex.transaction(async tx => {
      const state = await lockStage(tx, { pipelineId, stage: 'dev' });
      await saveStage(tx, {
        pipelineId,
        state: { ...state, verificationRequest: { ...wanted, by: DANA } },
      });
    });
    await engine.pokeStage(pipelineId, 'dev');
  }

  it.each(databases.ids)(
    'starts one run, lets the next Promotion wait for it, and marks the Freight when it is successful, %p',
    async id => {
      const { knex, line, verifier } = await start(id);
      const { id: promotion } = await line.ended(await line.promote());
      const running = await reaches(line, 'Running');
      expect(running).toMatchObject({
        id: promotion,
        analysisRun: { namespace: 'app', name: promotion },
      });
      const next = await line.promote();
      await eventually('the next one to wait', async () => {
        const { items } = await listPromotions(knex, {
          pipelineId: line.pipelineId,
          limit: 9,
        });
        const found = items.find(it => it.id === next.id);
        return found?.gates.some(({ code }) => code === 'VerificationRunning');
      });
      expect(await marks(knex, line)).toEqual({});
      verifier.end({ phase: 'Successful', message: 'all is well' });
      await line.ended(next);
      expect(Object.keys(await marks(knex, line))).toEqual(['dev']);
      expect((await historyOf(knex, line))[1]).toMatchObject({
        promotion,
        verified: true,
        verifications: [
          { id: promotion, phase: 'Successful', message: 'all is well' },
        ],
      });
      await reaches(line, 'Successful', next.id);
      expect([...verifier.runs.keys()]).toEqual([promotion, next.id]);
    },
  );

  it.each(databases.ids)(
    'finds the run again that it has started when the answer was lost, %p',
    async id => {
      const { line, verifier } = await start(id, world => {
        world.verifier.losesAnswers = true;
      });
      await line.promote();
      const waiting = await eventually('somebody to say so', async () => {
        const state = await line.stateOf('dev');
        return state?.verification?.unseenSince && state.verification;
      });
      expect(waiting).toMatchObject({
        phase: 'Pending',
        message: 'The verification cannot be started: No answer',
      });
      verifier.losesAnswers = false;
      verifier.end({ phase: 'Successful' });
      expect(await reaches(line, 'Successful')).not.toHaveProperty('message');
      expect(verifier.runs.size).toBe(1);
    },
  );

  it.each(databases.ids)(
    'waits for a cluster that is away, and ends with an error when the run is gone, %p',
    async id => {
      const { line, verifier, knex } = await start(id);
      await line.promote();
      await reaches(line, 'Running');
      verifier.isAway = true;
      await eventually('somebody to say so', async () =>
        (
          await line.stateOf('dev')
        )?.verification?.message?.includes('The cluster is away'),
      );
      verifier.runs.clear();
      verifier.isAway = false;
      expect(await reaches(line, 'Error')).toMatchObject({
        message: expect.stringContaining('error getting AnalysisRun'),
        finishedAt: expect.any(String),
      });
      expect(await marks(knex, line)).toEqual({});
    },
  );

  it.each(databases.ids)(
    'says why it cannot be started, and verifies again when a person asks for it, %p',
    async id => {
      const { knex, line, verifier } = await start(id, world => {
        world.verifier.startError = new Error('there is no template "smoke"');
      });
      const promotion = await line.promote();
      const failed = await reaches(line, 'Error');
      expect(failed.message).toBe(
        'The verification cannot be started: there is no template "smoke"',
      );
      expect(await failures(knex, line)).toEqual({
        dev: { phase: 'Error', at: failed.finishedAt, message: failed.message },
      });
      verifier.startError = undefined;
      verifier.result = { phase: 'Successful' };
      await request(knex, line, { type: 'reverify', id: failed.id! });
      const again = await reaches(line, 'Successful');
      expect(again).toMatchObject({ id: `${promotion.id}.2`, by: DANA });
      expect(await failures(knex, line)).toBeUndefined();
      expect(Object.keys(await marks(knex, line))).toEqual(['dev']);
      const [entry] = await historyOf(knex, line);
      expect(entry.verifications?.map(it => it.phase)).toEqual([
        'Successful',
        'Error',
      ]);
      const { items } = await listAudit(knex, {
        pipelineId: line.pipelineId,
        limit: 9,
      });
      expect(
        items
          .filter(it => it.action.startsWith('verification.'))
          .map(({ action, actor }) => [action, actor.ref])
          .reverse(),
      ).toEqual([
        ['verification.started', 'verification'],
        ['verification.error', 'verification'],
        ['verification.started', DANA.ref],
      ]);
    },
  );

  it.each(databases.ids)(
    'is failed and stopped when a person aborts it, %p',
    async id => {
      const { knex, line, verifier } = await start(id);
      const promotion = await line.promote();
      const running = await reaches(line, 'Running');
      await request(knex, line, { type: 'abort', id: running.id! });
      expect(await reaches(line, 'Failed')).toMatchObject({
        message: 'Verification aborted by user',
        abortedBy: DANA,
      });
      await eventually('it to be stopped', async () => {
        const state = await line.stateOf('dev');
        return verifier.stopped.length > 0 && !state?.runsToStop;
      });
      expect(verifier.stopped).toEqual([promotion.id]);
    },
  );

  it.each(databases.ids)(
    'is stopped when a person aborts it before anybody has heard of its run, %p',
    async id => {
      const { knex, line, verifier } = await start(id, world => {
        world.verifier.losesAnswers = true;
      });
      const promotion = await line.promote();
      await eventually(
        'somebody to say so',
        async () => (await line.stateOf('dev'))?.verification?.unseenSince,
      );
      await request(knex, line, { type: 'abort', id: promotion.id });
      expect(await reaches(line, 'Failed')).toMatchObject({
        abortedBy: DANA,
        analysisRun: { name: promotion.id },
      });
      await eventually('it to be stopped', async () =>
        verifier.stopped.includes(promotion.id),
      );
    },
  );

  it.each(databases.ids)(
    'is followed by an automatic rollback when it fails, %p',
    async id => {
      const { knex, line, verifier } = await start(id, world => {
        world.verifier.result = { phase: 'Successful' };
        world.automaticRollback = {
          on: ['FailedVerification'],
          maxAgeSeconds: 1200,
        };
      });
      const good = line.freight;
      await line.ended(await line.promote());
      await line.verified('dev', good);
      line.world.tags = ['1.0.0', '2.0.0'];
      await line.engine.pokeWarehouse(line.pipelineId, 'main');
      const bad = await line.freightOfTag('2.0.0');
      verifier.judge = ({ freight }) =>
        freight[0].id === bad.id
          ? { phase: 'Failed', message: 'Metric "smoke" failed' }
          : { phase: 'Successful' };
      const { id: promotion } = await line.promote({ freight: bad.id });
      const rollback = await eventually('the rollback', async () => {
        const { items } = await listPromotions(knex, {
          pipelineId: line.pipelineId,
          limit: 9,
        });
        return items.find(it => it.rollback);
      });
      expect(rollback).toMatchObject({
        freight: good,
        createdBy: { type: 'policy', ref: 'automatic-rollback' },
        reason: expect.stringContaining(promotion),
      });
      await line.verified('dev', good);
      const state = await line.stateOf('dev');
      expect(state?.rolledAwayFrom).toMatchObject([{ freight: bad.id }]);
      expect((await historyOf(knex, line))[1]).toMatchObject({
        promotion,
        verified: false,
        verifications: [{ phase: 'Failed', message: 'Metric "smoke" failed' }],
      });
    },
  );
});
