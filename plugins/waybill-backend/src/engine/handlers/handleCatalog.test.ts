import { Knex } from 'knex';
import { listBindings } from '../../store/operations/pipelines/listBindings';
import { entityOf } from '../../store/testing/fixtures';
import { migratedDatabases } from '../../store/testing/migratedDatabases';
import { FakeWorld } from '../testing/FakeWorld';
import { takeTurn, testContext } from '../testing/testContext';
import { handleCatalog } from './handleCatalog';

describe('handleCatalog', () => {
  const databases = migratedDatabases();
  const names = ['a', 'b', 'c', 'd', 'e'];

  async function bound(knex: Knex) {
    const bindings = await listBindings(knex);
    return bindings
      .filter(it => !it.gone)
      .map(it => it.entity.entityRef.split('/')[1])
      .sort();
  }

  async function start(id: Parameters<typeof databases.create>[0]) {
    const knex = await databases.create(id);
    const world = new FakeWorld();
    world.entities = names.map(name => entityOf(name));
    const context = testContext(knex, world);
    const ask = () =>
      takeTurn(context, handleCatalog, { kind: 'catalog', name: '' });
    await ask();
    expect(await bound(knex)).toEqual(names);
    return { knex, world, ask };
  }

  it.each(databases.ids)('believes that one is gone at once, %p', async id => {
    const { knex, world, ask } = await start(id);
    world.entities = world.entities.slice(1);
    expect(await ask()).toEqual({ afterSeconds: 60, memory: {} });
    expect(await bound(knex)).toEqual(names.slice(1));
  });

  it.each(databases.ids)(
    'believes that most are gone only when told three times in a row, %p',
    async id => {
      const { knex, world, ask } = await start(id);
      const all = world.entities;
      world.entities = [...all.slice(0, 2), entityOf('new')];
      await ask();
      expect(await ask()).toEqual({
        afterSeconds: 15,
        memory: { suspicious: 2, known: 5 },
      });
      // New ones are taken in meanwhile.
      expect(await bound(knex)).toEqual([...names, 'new']);
      world.entities = [...all, entityOf('new')];
      expect((await ask()).memory).toEqual({});
      world.entities = [];
      await ask();
      await ask();
      expect(await bound(knex)).toEqual([...names, 'new']);
      await ask();
      expect(await bound(knex)).toEqual([]);
    },
  );

  it.each(databases.ids)('changes nothing when it fails, %p', async id => {
    const { knex, world, ask } = await start(id);
    world.catalogError = new Error('503');
    await expect(ask()).rejects.toThrow('503');
    expect(await bound(knex)).toEqual(names);
  });
});
