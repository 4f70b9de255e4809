import { ConfigReader } from '@backstage/config';
import {
  createEngine,
  Engine,
} from '@waybill/backstage-plugin-waybill-backend/src/engine/createEngine';
import { readEngineConfig } from '@waybill/backstage-plugin-waybill-backend/src/engine/readEngineConfig';
import { systemIds } from '@waybill/backstage-plugin-waybill-backend/src/engine/systemIds';
import { FakeWorld } from '@waybill/backstage-plugin-waybill-backend/src/engine/testing/FakeWorld';
import { createPromotionRunner } from '@waybill/backstage-plugin-waybill-backend/src/promotion/createPromotionRunner';
import {
  definitionOf,
  entityOf,
  stageOf,
} from '@waybill/backstage-plugin-waybill-backend/src/store/testing/fixtures';
import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { Knex } from 'knex';
import { silentLogger } from '../promote/silentLogger';

/** Where promotions can be asked for: a Stage with Freight that may go there. */
export interface Place {
  pipelineId: string;
  stage: string;
  freight: string;
}

/**
 * An engine as an installation has it, with pipelines of some Stages whose Promotions have so many steps, once all of
 * them have Freight. Nothing outside answers slowly, or does anything.
 */
export async function startBenchEngine(
  knex: Knex,
  options: {
    pipelines: number;
    /** Of each pipeline: the name, and what each of its steps is. */
    stages: Record<string, StepDefinition>;
    /** Of each Promotion. */
    steps: number;
  },
): Promise<{ engine: Engine; places: Place[] }> {
  const world = new FakeWorld();
  world.tags = ['1.0.0'];
  const stages = Object.entries(options.stages).map(([name, step]) =>
    stageOf(name, [], {
      steps: Array.from({ length: options.steps }, (_, index) => ({
        uses: step.id,
        as: `step-${index + 1}`,
        vars: [],
        config: {},
      })),
    }),
  );
  for (let n = 0; n < options.pipelines; n++) {
    const entity = entityOf(`app-${n}`);
    world.entities.push(entity);
    world.definitions.set(entity.definitionUrl!, {
      etag: '1',
      definition: definitionOf(`app-${n}`, stages),
    });
  }
  const engine = createEngine({
    knex,
    ports: {
      ...world.ports(),
      runner: createPromotionRunner({
        steps: [...new Set(Object.values(options.stages))],
        author: { name: 'Waybill', email: 'waybill@example.com' },
        logger: silentLogger,
      }),
    },
    config: readEngineConfig(new ConfigReader({})),
    logger: silentLogger,
    ids: systemIds(),
  });
  await engine.start();
  for (;;) {
    const rows = await knex('freight').select('id', 'pipeline_id');
    if (rows.length === options.pipelines) {
      const places = rows.flatMap(row =>
        Object.keys(options.stages).map(stage => ({
          pipelineId: row.pipeline_id,
          stage,
          freight: row.id,
        })),
      );
      return { engine, places };
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
