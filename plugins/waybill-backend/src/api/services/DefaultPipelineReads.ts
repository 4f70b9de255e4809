import {
  Changelog,
  freightGates,
  GatesView,
  HistoryItem,
  Page,
  PromotionSummary,
  PromotionView,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { AuthorityPort, EnginePort } from '../../ports';
import { listPromotions } from '../../store/operations/promotions/listPromotions';
import { listHistory } from '../../store/operations/stages/listHistory';
import { listWarehouses } from '../../store/operations/warehouses/listWarehouses';
import { Caller } from '../Caller';
import { EntityVisibility } from '../EntityVisibility';
import { toPromotionSummary } from '../views/toPromotionView';
import { assertKnown } from './assertKnown';
import {
  ApplicationFinder,
  createApplicationFinder,
} from './createApplicationFinder';
import { findFreightOrThrow } from './findFreightOrThrow';
import { findPipelineOrThrow } from './findPipelineOrThrow';
import { listVisiblePipelines } from './listVisiblePipelines';
import { listRecentHistory } from './listRecentHistory';
import { loadPipelineView } from './loadPipelineView';
import { loadPromotionView } from './loadPromotionView';
import { loadSetback } from './loadSetback';
import { loadStageOrThrow } from './loadStageOrThrow';
import { noSuchStage } from './noSuchStage';
import {
  ArtifactsView,
  PipelineBrief,
  PipelineListRequest,
  PipelineReads,
} from './PipelineReads';
import { StageTarget } from './StageCommands';
import { toHistoryItems } from './toHistoryItems';

const PIPELINES_PAGE = 50;
const PROMOTIONS_PAGE = 20;
const HISTORY_PAGE = 20;
/** More than anything it asks is waited for. */
const CHANGELOG_WITHIN_MS = 50_000;

/** Views over what is stored. */
export class DefaultPipelineReads implements PipelineReads {
  readonly #knex: Knex;
  readonly #engine: EnginePort;
  readonly #authority: AuthorityPort;
  readonly #findApplications: ApplicationFinder;
  readonly #visibility: EntityVisibility;
  readonly #isFileStep: (uses: string) => boolean;

  constructor(options: {
    knex: Knex;
    engine: EnginePort;
    authority: AuthorityPort;
    visibility: EntityVisibility;
    /** Whether steps of this kind touch nothing but files. */
    isFileStep: (uses: string) => boolean;
  }) {
    this.#knex = options.knex;
    this.#engine = options.engine;
    this.#authority = options.authority;
    this.#findApplications = createApplicationFinder(options.authority);
    this.#visibility = options.visibility;
    this.#isFileStep = options.isFileStep;
  }

  async listPipelines(
    request: PipelineListRequest,
    caller: Caller,
  ): Promise<Page<PipelineBrief>> {
    const { items, nextCursor } = await listVisiblePipelines(this.#knex, {
      request,
      pageSize: PIPELINES_PAGE,
      filterVisible: refs => this.#visibility.filterVisible(refs, caller),
    });
    return {
      items: items.map(({ entityRef, state, definition }) => ({
        entityRef,
        state,
        stages: definition?.stages.map(it => it.name) ?? [],
      })),
      nextCursor,
    };
  }

  async getPipeline(entityRef: string, request: { freightCursor?: string }) {
    const pipeline = await findPipelineOrThrow(this.#knex, entityRef);
    return loadPipelineView(
      {
        knex: this.#knex,
        engine: this.#engine,
        authority: this.#authority,
        findApplications: this.#findApplications,
      },
      pipeline,
      request,
    );
  }

  async getArtifacts(target: {
    entityRef: string;
    warehouse: string;
  }): Promise<ArtifactsView> {
    await assertKnown(this.#knex, target);
    const { entityRef, warehouse } = target;
    const { id: pipelineId } = await findPipelineOrThrow(this.#knex, entityRef);
    const [record] = await listWarehouses(this.#knex, {
      pipelineId,
      name: warehouse,
    });
    return {
      warehouse,
      discoveredAt: record?.artifacts?.discoveredAt ?? null,
      subscriptions: record?.artifacts?.subscriptions ?? [],
    };
  }

  async getChangelog(target: {
    entityRef: string;
    from: string;
    to: string;
  }): Promise<Changelog> {
    const pipeline = await findPipelineOrThrow(this.#knex, target.entityRef);
    const { id: pipelineId, entity, definition } = pipeline;
    const from = await findFreightOrThrow(this.#knex, pipeline, target.from);
    const to = await findFreightOrThrow(this.#knex, pipeline, target.to);
    const project = definition?.project ?? '';
    return this.#authority
      .portsFor({ pipelineId, entity, project })
      .changelog.between({
        from,
        to,
        signal: AbortSignal.timeout(CHANGELOG_WITHIN_MS),
      });
  }

  async getGates(target: StageTarget, freight: string): Promise<GatesView> {
    await assertKnown(this.#knex, target);
    const pipeline = await findPipelineOrThrow(this.#knex, target.entityRef);
    const { id } = await findFreightOrThrow(this.#knex, pipeline, freight);
    const { snapshot, now } = await loadStageOrThrow(
      this.#engine,
      pipeline,
      target.stage,
      id,
    );
    const setback = await loadSetback(
      this.#knex,
      id,
      snapshot,
      await listRecentHistory(this.#knex, pipeline.id, target.stage),
    );
    return {
      stage: target.stage,
      freight: id,
      gates: freightGates(snapshot, id, now),
      ...(setback && { setback }),
    };
  }

  async getHistory(
    target: StageTarget,
    request: { cursor?: string; at?: Date },
  ): Promise<Page<HistoryItem>> {
    const pipeline = await findPipelineOrThrow(this.#knex, target.entityRef);
    const { stage } = target;
    const { items, nextCursor } = await listHistory(this.#knex, {
      pipelineId: pipeline.id,
      stage,
      limit: HISTORY_PAGE,
      cursor: request.cursor,
      before: request.at,
    });
    // A Stage that the file no longer has keeps its history.
    const isKnown = pipeline.definition?.stages.some(it => it.name === stage);
    if (!items.length && !isKnown) throw noSuchStage(pipeline, stage);
    return {
      items: await toHistoryItems(this.#knex, pipeline.id, items),
      nextCursor,
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

  getPromotion(id: string): Promise<PromotionView> {
    return loadPromotionView(
      {
        knex: this.#knex,
        engine: this.#engine,
        isFileStep: this.#isFileStep,
      },
      id,
    );
  }
}
