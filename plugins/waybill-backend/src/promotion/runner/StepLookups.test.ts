import {
  Crash,
  freightOf,
  promotionOf,
  promotionWorld,
  step,
} from '../testing/promotionWorld';

const FREIGHT = freightOf('1.25.0');

function worldOf(steps: ReturnType<typeof step>[]) {
  const world = promotionWorld({
    files: { a: '' },
    record: promotionOf(steps),
  });
  world.metadata.freight.set(FREIGHT.id, {
    freight: FREIGHT,
    status: {
      verifiedIn: {
        qa: { verifiedAt: '2026-03-01T09:30:00Z', longestSoakSeconds: 3723 },
      },
    },
    metadata: { ticket: 'OPS-1' },
  });
  return world;
}

const read = (template: string) =>
  step('compose-output', { value: template }, { as: 'read' });

describe('what expressions ask about Stages and Freight', () => {
  it.each([
    ['${{ freightMetadata(ctx.targetFreight.name).ticket }}', 'OPS-1'],
    ["${{ stageMetadata('dev') == nil }}", true],
    ["${{ freightMetadata('nobody') == nil }}", true],
    [
      '${{ freightStatus(ctx.targetFreight.name).verifiedIn.qa.longestSoak }}',
      '1h2m3s',
    ],
    [
      "${{ freightMetadata(ctx.targetFreight.name)?.ticket + '/' + (stageMetadata('dev')?.a ?? 'none') }}",
      'OPS-1/none',
    ],
  ])('is looked up: %s', async (template, expected) => {
    const world = worldOf([read(template)]);
    expect(await world.finish()).toMatchObject({ phase: 'Succeeded' });
    expect(world.record.stepStates[0].output).toEqual({ value: expected });
  });

  it('is seen by a condition, and by the steps after the one that wrote it', async () => {
    const world = worldOf([
      step('set-metadata', {
        updates: [{ kind: 'Stage', name: 'dev', values: { runs: 1 } }],
      }),
      step(
        'compose-output',
        { value: "${{ stageMetadata('dev').runs + 1 }}" },
        { as: 'read', if: "${{ stageMetadata('dev').runs == 1 }}" },
      ),
    ]);
    await world.finish();
    expect(world.record.stepStates[1].output).toEqual({ value: 2 });
  });

  it('stays as it was when a step is done again after a crash', async () => {
    const world = worldOf([
      read("${{ stageMetadata('dev')?.color ?? 'none' }}"),
    ]);
    world.onCall = call => {
      if (call.startsWith('save 0 Succeeded')) {
        world.metadata.stages.set('dev', { color: 'blue' });
        world.onCall = () => {};
        throw new Crash();
      }
    };
    await world.finish();
    expect(world.record.stepStates[0].output).toEqual({ value: 'none' });
  });

  it('fails no step when the store does: the turn is repeated', async () => {
    const world = worldOf([read("${{ stageMetadata('dev') == nil }}")]);
    const { ofStage } = world.metadata;
    world.metadata.ofStage = async () => {
      world.metadata.ofStage = ofStage;
      throw new Crash('the database is away');
    };
    expect(await world.finish()).toMatchObject({ phase: 'Succeeded' });
  });
});
