import {
  Crash,
  freightOf,
  promotionOf,
  promotionWorld,
  step,
} from '../testing/promotionWorld';

const OTHER = { ...freightOf('1.24.0'), id: 'e'.repeat(40), alias: 'old-bear' };

function worldOf(steps: ReturnType<typeof step>[]) {
  const world = promotionWorld({
    files: { a: '' },
    record: promotionOf(steps),
  });
  for (const freight of [freightOf('1.25.0'), OTHER]) {
    world.metadata.freight.set(freight.id, { freight, metadata: {} });
  }
  return world;
}

describe('set-metadata', () => {
  const set = (name: string, values: object) =>
    step('set-metadata', {
      updates: [{ kind: 'Stage', name, values: values as {} }],
    });

  it('writes values as they are, expressions evaluated', async () => {
    const world = worldOf([
      set('dev', { count: '${{ 1 + 1 }}', by: { stage: '${{ ctx.stage }}' } }),
    ]);
    await world.finish();
    expect(world.metadata.stages.get('dev')).toEqual({
      count: 2,
      by: { stage: 'dev' },
    });
  });

  it('does it again when its answer was lost', async () => {
    const world = worldOf([set('dev', { a: 1 })]);
    world.metadata.afterWrite = () => {
      world.metadata.afterWrite = undefined;
      throw new Crash();
    };
    // What the store throws is an error of the step; a retry is allowed here.
    world.record.steps[0].retry = { errorThreshold: 2 };
    expect(await world.finish()).toMatchObject({ phase: 'Succeeded' });
    expect(world.metadata.stages.get('dev')).toEqual({ a: 1 });
  });

  it('fails for a Stage that is not there', async () => {
    const world = worldOf([set('qa', { a: 1 })]);
    expect(await world.finish()).toMatchObject({
      phase: 'Failed',
      message: expect.stringContaining('There is no Stage "qa"'),
    });
  });

  it('refuses more than is good to keep', async () => {
    const world = worldOf([set('dev', { a: 'x'.repeat(70_000) })]);
    expect(await world.finish()).toMatchObject({
      phase: 'Failed',
      message: expect.stringContaining('65536 characters'),
    });
  });
});

describe('set-freight-alias', () => {
  const rename = (alias: string) =>
    step('set-freight-alias', {
      name: '${{ ctx.targetFreight.name }}',
      alias,
    });

  it('names the Freight that is promoted', async () => {
    const world = worldOf([rename('release-7')]);
    expect(await world.finish()).toMatchObject({ phase: 'Succeeded' });
    expect(world.metadata.freight.get('f'.repeat(40))?.freight.alias).toBe(
      'release-7',
    );
  });

  it('fails when other Freight has the alias', async () => {
    const world = worldOf([rename('old-bear')]);
    expect(await world.finish()).toMatchObject({
      phase: 'Failed',
      message: expect.stringContaining('taken'),
    });
  });

  it.each(['', 'a b', '-a', 'a/../b', 'x'.repeat(64)])(
    'refuses "%s" as an alias',
    async alias => {
      const world = worldOf([rename(`\${{ quote("${alias}") }}`)]);
      expect(await world.finish()).toMatchObject({
        phase: 'Failed',
        message: expect.stringContaining('invalid set-freight-alias config'),
      });
    },
  );
});

describe('compose-output', () => {
  it('is the output of its task, and plain elsewhere', async () => {
    const world = worldOf([
      step('compose-output', { a: 1 }, { as: 'deploy::one' }),
      step(
        'compose-output',
        { b: '${{ task.outputs.one.a + 1 }}' },
        { as: 'deploy::two' },
      ),
      step('compose-output', { all: '${{ outputs.deploy }}' }, { as: 'plain' }),
    ]);
    await world.finish();
    expect(world.record.stepStates[2].output).toEqual({ all: { a: 1, b: 2 } });
  });
});
