import {
  PipelineDefinition,
  PromotionRecord,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { listFreight } from '../../store/operations/freight/listFreight';
import { findPipeline } from '../../store/operations/pipelines/findPipeline';
import { getPromotion } from '../../store/operations/promotions/getPromotion';
import { listStages } from '../../store/operations/stages/listStages';
import { definitionOf, entityOf, stageOf } from '../../store/testing/fixtures';
import { Engine } from '../createEngine';
import { FakeWorld } from './FakeWorld';
import { eventually, startTestEngine } from './startTestEngine';

export const DANA = { type: 'user', ref: 'user:default/dana' } as const;

/** `component:default/app` with its pipeline, its first Freight (1.0.0) and an engine that runs. */
export class PipelineUnderTest {
  private constructor(
    readonly knex: Knex,
    readonly world: FakeWorld,
    readonly engine: Engine,
    readonly pipelineId: string,
    /** Id of the Freight with 1.0.0. */
    readonly freight: string,
  ) {}

  static async start(
    knex: Knex,
    engines: Engine[],
    definition: PipelineDefinition = definitionOf('app', [
      stageOf('dev'),
      stageOf('uat', ['dev']),
    ]),
    prepare: (world: FakeWorld) => void = () => {},
  ): Promise<PipelineUnderTest> {
    const world = new FakeWorld();
    const entity = entityOf('app');
    world.entities = [entity];
    world.definitions.set(entity.definitionUrl!, { etag: '1', definition });
    world.tags = ['1.0.0'];
    prepare(world);
    const engine = await startTestEngine(knex, world);
    engines.push(engine);
    const { id } = await eventually('the pipeline', () =>
      findPipeline(knex, entity),
    );
    const first = await PipelineUnderTest.freightIn(knex, id, '1.0.0');
    return new PipelineUnderTest(knex, world, engine, id, first.id);
  }

  private static freightIn(knex: Knex, pipelineId: string, tag: string) {
    return eventually(`Freight with ${tag}`, async () => {
      const page = await listFreight(knex, { pipelineId, limit: 50 });
      return page.items.find(it => it.images[0].tag === tag);
    });
  }

  freightOfTag(tag: string) {
    return PipelineUnderTest.freightIn(this.knex, this.pipelineId, tag);
  }

  pipelineOf(name = 'app') {
    return findPipeline(this.knex, { entityRef: `component:default/${name}` });
  }

  async stateOf(stage: string) {
    const { knex, pipelineId } = this;
    return (await listStages(knex, { pipelineId })).get(stage);
  }

  /** Asks for a Promotion of 1.0.0 to dev, or as told. */
  promote(
    overrides: Partial<Parameters<Engine['createPromotion']>[0]> = {},
  ): Promise<PromotionRecord> {
    return this.engine.createPromotion({
      pipelineId: this.pipelineId,
      stage: 'dev',
      freight: this.freight,
      actor: DANA,
      rollback: false,
      ...overrides,
    });
  }

  ended({ id }: { id: string }): Promise<PromotionRecord> {
    return eventually(`${id} to end`, async () => {
      const promotion = await getPromotion(this.knex, { id });
      return promotion?.finishedAt ? promotion : undefined;
    });
  }

  /** Until the Stage runs this Freight and has verified it. */
  verified(stage: string, freight: string) {
    return eventually(`${freight} verified in ${stage}`, async () => {
      const state = await this.stateOf(stage);
      return (
        state?.current[0]?.freight === freight &&
        state.verification?.phase === 'Successful' &&
        state
      );
    });
  }
}
