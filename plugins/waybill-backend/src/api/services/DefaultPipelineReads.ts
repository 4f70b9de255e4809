import { NotFoundError } from '@backstage/errors';
import {
  freightGates,
  GatesView,
  HistoryItem,
  Page,
  PipelineView,
  PromotionSummary,
  PromotionView,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { AuthorityPort, EnginePort } from '../../ports';
import { countFreight } from '../../store/operations/freight/countFreight';
import { findFreight } from '../../store/operations/freight/findFreight';
import { listFreight } from '../../store/operations/freight/listFreight';
import { listPipelines } from '../../store/operations/pipelines/listPipelines';
import { getPromotion } from '../../store/operations/promotions/getPromotion';
import { listPromotions } from '../../store/operations/promotions/listPromotions';
import { listHistory } from '../../store/operations/stages/listHistory';
import { listWarehouses } from '../../store/operations/warehouses/listWarehouses';
import { listWorkItems } from '../../store/operations/workItems/listWorkItems';
import { PipelineRecord } from '../../store/PipelineRecord';
import { Caller } from '../Caller';
import { EntityVisibility } from '../EntityVisibility';
import { toFreightView } from '../views/toFreightView';
import { toPromotionSummary, toPromotionView } from '../views/toPromotionView';
import { toStageView } from '../views/toStageView';
import { toWarehouseView } from '../views/toWarehouseView';
import { findPipelineOrThrow } from './findPipelineOrThrow';
import { loadStageOrThrow } from './loadStageOrThrow';
import { PipelineBrief, PipelineReads } from './PipelineReads';
import { rollbackTargetOf } from './rollbackTargetOf';
import { StageTarget } from './StageCommands';

const PIPELINES_PAGE = 50;
const FREIGHT_PAGE = 20;
const PROMOTIONS_PAGE = 20;
const HISTORY_PAGE = 20;

/** Views over what is stored. */
export class DefaultPipelineReads implements PipelineReads {
  readonly #knex: Knex;
  readonly #engine: EnginePort;
  readonly #authority: AuthorityPort;
  readonly #visibility: EntityVisibility;

  constructor(options: {
    knex: Knex;
    engine: EnginePort;
    authority: AuthorityPort;
    visibility: EntityVisibility;
  }) {
    this.#knex = options.knex;
    this.#engine = options.engine;
    this.#authority = options.authority;
    this.#visibility = options.visibility;
  }

  /** Pages over rows and keeps what the caller sees, until the page is full. */
  async listPipelines(
    request: {
      owner?: string;
      system?: string;
      filter?: string;
      cursor?: string;
    },
    caller: Caller,
  ): Promise<Page<PipelineBrief>> {
    const items: PipelineBrief[] = [];
    let cursor = request.cursor;
    do {
      const page = await listPipelines(this.#knex, {
        limit: PIPELINES_PAGE,
        cursor,
      });
      const wanted = page.items.filter(
        ({ entity, entityRef }) =>
          (!request.owner || entity.owners.includes(request.owner)) &&
          (!request.system || entity.systems.includes(request.system)) &&
          (!request.filter || entityRef.includes(request.filter)),
      );
      const visible = new Set(
        await this.#visibility.filterVisible(
          wanted.map(it => it.entityRef),
          caller,
        ),
      );
      items.push(
        ...wanted
          .filter(it => visible.has(it.entityRef))
          .map(({ entityRef, state, definition }) => ({
            entityRef,
            state,
            stages: definition?.stages.map(it => it.name) ?? [],
          })),
      );
      cursor = page.nextCursor ?? undefined;
    } while (cursor && items.length < PIPELINES_PAGE);
    return { items, nextCursor: cursor ?? null };
  }

  async getPipeline(
    entityRef: string,
    request: { freightCursor?: string },
  ): Promise<PipelineView> {
    const pipeline = await findPipelineOrThrow(this.#knex, entityRef);
    const pipelineId = pipeline.id;
    const [freight, freightTotal, promotions, warehouses] = await Promise.all([
      listFreight(this.#knex, {
        pipelineId,
        limit: FREIGHT_PAGE,
        cursor: request.freightCursor,
      }),
      countFreight(this.#knex, { pipelineId }),
      listPromotions(this.#knex, { pipelineId, limit: PROMOTIONS_PAGE }),
      this.#warehouses(pipeline),
    ]);
    return {
      entityRef,
      state: pipeline.state,
      errors: pipeline.errors,
      source: {
        url: pipeline.sourceUrl ?? '',
        readAt: pipeline.readAt ?? null,
      },
      ignored: (pipeline.definition?.ignored ?? []).map(
        ({ kind, name, line }) => ({
          kind,
          name,
          line,
        }),
      ),
      warehouses,
      freight: freight.items.map(toFreightView),
      nextFreightCursor: freight.nextCursor,
      freightTotal,
      stages: await this.#stages(pipeline),
      promotions: promotions.items.map(toPromotionSummary),
    };
  }

  async getGates(target: StageTarget, freight: string): Promise<GatesView> {
    const pipeline = await findPipelineOrThrow(this.#knex, target.entityRef);
    const { snapshot, now } = await loadStageOrThrow(
      this.#engine,
      pipeline,
      target.stage,
    );
    const found = await findFreight(this.#knex, {
      pipelineId: pipeline.id,
      idOrAlias: freight,
    });
    if (!found)
      throw new NotFoundError(
        `${target.entityRef} has no Freight '${freight}'`,
      );
    return {
      stage: target.stage,
      freight: found.id,
      gates: freightGates(snapshot, found.id, now),
    };
  }

  async getHistory(
    target: StageTarget,
    request: { cursor?: string },
  ): Promise<Page<HistoryItem>> {
    const pipeline = await findPipelineOrThrow(this.#knex, target.entityRef);
    const page = await listHistory(this.#knex, {
      pipelineId: pipeline.id,
      stage: target.stage,
      limit: HISTORY_PAGE,
      cursor: request.cursor,
    });
    return {
      items: page.items.map(
        ({ promotion, freight, rollback, at, verified }) => ({
          promotion,
          freight,
          rollback,
          at,
          verified,
        }),
      ),
      nextCursor: page.nextCursor,
    };
  }

  async listPromotions(
    entityRef: string,
    request: { stage?: string; cursor?: string },
  ): Promise<Page<PromotionSummary>> {
    const pipeline = await findPipelineOrThrow(this.#knex, entityRef);
    const page = await listPromotions(this.#knex, {
      pipelineId: pipeline.id,
      limit: PROMOTIONS_PAGE,
      ...request,
    });
    return {
      items: page.items.map(toPromotionSummary),
      nextCursor: page.nextCursor,
    };
  }

  async getPromotion(id: string): Promise<PromotionView> {
    const promotion = await getPromotion(this.#knex, { id });
    if (!promotion) throw new NotFoundError(`No Promotion '${id}'`);
    return toPromotionView(promotion);
  }

  async #warehouses(pipeline: PipelineRecord) {
    const pipelineId = pipeline.id;
    const records = await listWarehouses(this.#knex, { pipelineId });
    const items = await listWorkItems(this.#knex, { pipelineId });
    return (pipeline.definition?.warehouses ?? []).map(definition =>
      toWarehouseView(
        definition,
        records.find(it => it.name === definition.name),
        items.find(it => it.kind === 'warehouse' && it.name === definition.name)
          ?.nextAt,
      ),
    );
  }

  async #stages(pipeline: PipelineRecord) {
    const { definition, entity, id: pipelineId } = pipeline;
    if (!definition) return [];
    const identity = { pipelineId, entity, project: definition.project };
    return Promise.all(
      definition.stages.map(async stage => {
        const { snapshot, now } = await loadStageOrThrow(
          this.#engine,
          pipeline,
          stage.name,
        );
        return toStageView(snapshot, now, {
          owners: this.#authority.ownersOf(identity, stage),
          rollbackTo: await rollbackTargetOf(this.#knex, pipelineId, snapshot),
        });
      }),
    );
  }
}
