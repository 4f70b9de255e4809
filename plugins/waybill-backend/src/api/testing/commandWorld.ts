import { TestDatabases } from '@backstage/backend-test-utils';
import { Freight } from '@waybill/backstage-plugin-waybill-common';
import { listAudit } from '../../store/operations/audit/listAudit';
import { listWorkItems } from '../../store/operations/workItems/listWorkItems';
import { definitionOf, freightOf, stageOf } from '../../store/testing/fixtures';
import { AT, catalogEntity, seedFreight, seedPipeline } from './seed';
import { RunningApi, startApi } from './startApi';

export const HOUR_MS = 3_600_000;
export const DANA = { type: 'user', ref: 'user:default/dana' } as const;

const ENTITIES = Array.from({ length: 12 }, (_, index) => `app-${index}`);

function stages() {
  const soaking = stageOf('uat', ['dev']);
  soaking.requestedFreight[0].sources.requiredSoakSeconds = 3_600;
  const pair = stageOf('pair');
  pair.requestedFreight.push({
    ...pair.requestedFreight[0],
    origin: { kind: 'Warehouse', name: 'base' },
  });
  return [stageOf('dev'), soaking, stageOf('prod', ['uat']), pair];
}

/** A running API, and for each test a pipeline of its own with three Freight: dev, uat behind it, prod behind that, and one of two origins. */
export class CommandWorld {
  api!: RunningApi;
  pipelineId!: string;
  entityRef!: string;
  /** Path of the pipeline. */
  url!: string;
  /** Oldest first. */
  freight!: Freight[];
  #tests = 0;

  /** To be called in a `describe` or at the top of a file. */
  static create(): CommandWorld {
    const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
    const world = new CommandWorld();
    beforeAll(async () => {
      world.api = await startApi(databases, {
        entities: ENTITIES.map(name => catalogEntity(name)),
        config: {
          waybill: { policies: { default: { autoPromotion: 'allow' } } },
        },
      });
    }, 60_000);
    beforeEach(() => world.#next());
    return world;
  }

  post(path: string, body?: object) {
    return this.api.asUser().post(`${this.url}/stages/${path}`, body);
  }

  get(path = '') {
    return this.api.asUser().get(`${this.url}${path}`);
  }

  async trail() {
    const { knex } = this.api;
    const { pipelineId } = this;
    return (await listAudit(knex, { pipelineId, limit: 100 })).items;
  }

  /** Engine work that is there because somebody asked: the engine itself is off. */
  async due() {
    const { knex } = this.api;
    const items = await listWorkItems(knex, { pipelineId: this.pipelineId });
    return items.map(it => `${it.kind}/${it.name}`);
  }

  async #next() {
    const name = ENTITIES[this.#tests++];
    const { knex } = this.api;
    this.entityRef = `component:default/${name}`;
    this.url = `/pipelines/component/default/${name}`;
    this.pipelineId = await seedPipeline(
      knex,
      name,
      definitionOf(name, stages(), {
        promotionPolicies: [
          { stageSelector: { name: 'dev' }, autoPromotionEnabled: true },
        ],
      }),
    );
    this.freight = [];
    for (const count of [1, 2, 3]) {
      const at = new Date(AT.getTime() + count * HOUR_MS);
      const freight = freightOf(count, at);
      this.freight.push(await seedFreight(knex, this.pipelineId, freight));
    }
    this.api.audited.length = 0;
  }
}
