import {
  Freight,
  freightAlias,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { entityOf, freightOf } from '../../testing/fixtures';
import { migratedDatabases } from '../../testing/migratedDatabases';
import { createPipeline } from '../pipelines/createPipeline';
import { approveFreight } from './approveFreight';
import { countFreight } from './countFreight';
import { enterStage } from './enterStage';
import { findFreight } from './findFreight';
import { getFreight } from './getFreight';
import { insertFreight } from './insertFreight';
import { leaveStage } from './leaveStage';
import { listFreight } from './listFreight';
import { markVerified } from './markVerified';
import { noteFailedVerification } from './noteFailedVerification';

const T = new Date('2026-11-21T10:00:00.000Z');
const after = (seconds: number) => new Date(T.getTime() + seconds * 1000);
const DANA = { type: 'user', ref: 'user:default/dana' } as const;

describe('freight', () => {
  const databases = migratedDatabases();
  const pipelineId = 'p1';

  async function withPipeline(id: Parameters<typeof databases.create>[0]) {
    const knex = await databases.create(id);
    await createPipeline(knex, { id: 'p1', entity: entityOf('app'), now: T });
    return knex;
  }

  async function insert(knex: Knex, number: number, createdAt = after(number)) {
    const { alias: _, ...freight } = freightOf(number, createdAt);
    return insertFreight(knex, { pipelineId, freight });
  }

  it.each(databases.ids)('is kept once, under a free alias, %p', async id => {
    const knex = await withPipeline(id);
    const first = (await insert(knex, 1)) as Freight;
    expect(first.alias).toBe(freightAlias(first.id, () => false));
    expect(await insert(knex, 1)).toBeUndefined();
    expect(await countFreight(knex, { pipelineId })).toBe(1);

    // Somebody else has the alias that the next one would get.
    const wanted = freightAlias(freightOf(2, T).id, () => false);
    await knex('freight').where({ id: first.id }).update({ alias: wanted });
    expect((await insert(knex, 2))?.alias).toBe(
      freightAlias(freightOf(2, T).id, it => it === wanted),
    );
    expect(
      await findFreight(knex, { pipelineId, idOrAlias: wanted }),
    ).toMatchObject({ id: first.id, images: [{ tag: '1.0.1' }] });
    expect(
      await findFreight(knex, { pipelineId, idOrAlias: first.id }),
    ).toMatchObject({ alias: wanted });
    expect(
      await findFreight(knex, { pipelineId: 'p2', idOrAlias: first.id }),
    ).toBeUndefined();
  });

  it.each(databases.ids)('is listed newest first, %p', async id => {
    const knex = await withPipeline(id);
    // Two of the same moment, so that the id must decide.
    for (const [number, at] of [
      [1, 1],
      [2, 2],
      [3, 2],
      [4, 4],
      [5, 5],
    ]) {
      await insert(knex, number, after(at));
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listFreight(knex, { pipelineId, limit: 2, cursor });
      seen.push(...page.items.map(it => it.images[0].tag));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['1.0.5', '1.0.4', '1.0.3', '1.0.2', '1.0.1']);
    expect(
      (await listFreight(knex, { pipelineId, limit: 9, warehouse: 'other' }))
        .items,
    ).toEqual([]);
    const ids = [3, 1, 99].map(number => freightOf(number, T).id);
    expect(
      (await getFreight(knex, { pipelineId, ids })).map(it => it.id),
    ).toEqual(ids.slice(0, 2));
  });

  it.each(databases.ids)('remembers what happened to it, %p', async id => {
    const knex = await withPipeline(id);
    const { id: freight } = (await insert(knex, 1)) as Freight;
    const key = { pipelineId, freight, stage: 'dev' };
    const status = async () =>
      (await getFreight(knex, { pipelineId, ids: [freight] }))[0].status;

    await enterStage(knex, { ...key, now: T });
    await enterStage(knex, { ...key, now: after(5) });
    expect(await markVerified(knex, { ...key, now: after(10) })).toBe(true);
    expect(await markVerified(knex, { ...key, now: after(20) })).toBe(false);
    expect(await status()).toEqual({
      currentlyIn: { dev: { since: T.toISOString() } },
      verifiedIn: { dev: { verifiedAt: after(10).toISOString() } },
      approvedFor: {},
      rejected: undefined,
    });

    await leaveStage(knex, { ...key, now: after(60) });
    await leaveStage(knex, { ...key, now: after(90) });
    expect(await status()).toMatchObject({
      currentlyIn: {},
      verifiedIn: { dev: { longestSoakSeconds: 60 } },
    });
    await enterStage(knex, { ...key, now: after(100) });
    await leaveStage(knex, { ...key, now: after(110) });
    expect((await status()).verifiedIn.dev.longestSoakSeconds).toBe(60);
    await enterStage(knex, { ...key, now: after(200) });
    await leaveStage(knex, { ...key, now: after(300) });
    expect((await status()).verifiedIn.dev.longestSoakSeconds).toBe(100);

    const approval = { ...key, stage: 'prod', by: DANA };
    expect(
      await approveFreight(knex, { ...approval, reason: 'fix', now: T }),
    ).toBe(true);
    expect(
      await approveFreight(knex, { ...approval, reason: 'no', now: after(1) }),
    ).toBe(false);
    expect((await status()).approvedFor).toEqual({
      prod: { approvedAt: T.toISOString(), by: DANA, reason: 'fix' },
    });
  });

  it.each(databases.ids)(
    'remembers that it was not verified, until that is tried anew or it is, %p',
    async id => {
      const knex = await withPipeline(id);
      const { id: freight } = (await insert(knex, 1)) as Freight;
      const key = { pipelineId, freight, stage: 'dev' };
      const failed = { phase: 'Failed' as const, at: T.toISOString() };
      const note = (it: typeof failed | null) =>
        noteFailedVerification(knex, {
          ...key,
          freight: [freight],
          failed: it,
        });
      const failedIn = async () =>
        (await getFreight(knex, { pipelineId, ids: [freight] }))[0].status
          .failedIn;

      await enterStage(knex, { ...key, now: T });
      await note(failed);
      expect(await failedIn()).toEqual({ dev: failed });
      await note(null);
      expect(await failedIn()).toBeUndefined();

      await note(failed);
      await leaveStage(knex, { ...key, now: after(10) });
      expect(await failedIn()).toEqual({ dev: failed });
      await enterStage(knex, { ...key, now: after(20) });
      expect(await failedIn()).toBeUndefined();

      await markVerified(knex, { ...key, now: after(30) });
      await note(failed);
      expect(await failedIn()).toBeUndefined();
    },
  );
});
