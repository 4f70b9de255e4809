import {
  PipelineView,
  PromotionRecord,
  PromotionSummary,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { AuthorityPort, EnginePort } from '../../ports';
import { countFreight } from '../../store/operations/freight/countFreight';
import { getFreight } from '../../store/operations/freight/getFreight';
import { listFreight } from '../../store/operations/freight/listFreight';
import { listPromotionReviews } from '../../store/operations/reviews/listPromotionReviews';
import { listWarehouses } from '../../store/operations/warehouses/listWarehouses';
import { listWorkItems } from '../../store/operations/workItems/listWorkItems';
import { PipelineRecord } from '../../store/PipelineRecord';
import { toFreightView } from '../views/toFreightView';
import { toPromotionSummary } from '../views/toPromotionView';
import { toStageView } from '../views/toStageView';
import { toWarehouseView } from '../views/toWarehouseView';
import { listRecentPromotions } from './listRecentPromotions';
import type { ApplicationFinder } from './createApplicationFinder';
import { listRecentHistory } from './listRecentHistory';
import { loadSetback } from './loadSetback';
import { rollbackTargetOf } from './rollbackTargetOf';

const FREIGHT_PAGE = 20;

/** Who is asked for a view. */
export interface ViewContext {
  knex: Knex;
  engine: EnginePort;
  authority: AuthorityPort;
  findApplications: ApplicationFinder;
}

/** Everything a tab shows of one pipeline. */
export async function loadPipelineView(
  context: ViewContext,
  pipeline: PipelineRecord,
  request: { freightCursor?: string },
): Promise<PipelineView> {
  const { knex } = context;
  const { id: pipelineId, definition } = pipeline;
  const [page, freightTotal, recent, warehouses, stages] = await Promise.all([
    listFreight(knex, {
      pipelineId,
      limit: FREIGHT_PAGE,
      cursor: request.freightCursor,
    }),
    countFreight(knex, { pipelineId }),
    listRecentPromotions(knex, { pipelineId }),
    loadWarehouses(knex, pipeline),
    loadStages(context, pipeline),
  ]);
  const promotions = await Promise.all(
    recent.map(record => loadSummary(knex, record)),
  );
  const shown = new Set(page.items.map(it => it.id));
  const referenced = await getFreight(knex, {
    pipelineId,
    ids: [
      ...stages.flatMap(freightOf),
      ...promotions.map(it => it.freight),
    ].filter(id => !shown.has(id)),
  });
  return {
    entityRef: pipeline.entityRef,
    state: pipeline.state,
    errors: pipeline.errors,
    source: { url: pipeline.sourceUrl ?? '', readAt: pipeline.readAt ?? null },
    ignored: (definition?.ignored ?? []).map(({ kind, name, line }) => ({
      kind,
      name,
      line,
    })),
    warehouses,
    freight: page.items.map(toFreightView),
    referencedFreight: referenced.map(toFreightView),
    nextFreightCursor: page.nextCursor,
    freightTotal,
    stages,
    promotions,
  };
}

/** With what people have said, where a step asks them. */
async function loadSummary(
  knex: Knex,
  record: PromotionRecord,
): Promise<PromotionSummary> {
  const summary = toPromotionSummary(record);
  const reviews = summary.asksFor
    ? await listPromotionReviews(knex, record)
    : [];
  return reviews.length > 0 ? { ...summary, reviews } : summary;
}

/** Freight that a Stage's view names. */
function freightOf(stage: StageView): string[] {
  return [
    ...stage.current.map(it => it.freight),
    ...stage.holds.map(it => it.freight),
    ...(stage.next ? [stage.next.freight] : []),
    ...(stage.rollbackTo ? [stage.rollbackTo] : []),
    ...(stage.lastPromotion ? [stage.lastPromotion.freight] : []),
  ];
}

async function loadWarehouses(knex: Knex, pipeline: PipelineRecord) {
  const pipelineId = pipeline.id;
  const records = await listWarehouses(knex, { pipelineId });
  const items = await listWorkItems(knex, { pipelineId });
  return (pipeline.definition?.warehouses ?? []).map(definition =>
    toWarehouseView(
      definition,
      records.find(it => it.name === definition.name),
      items.find(it => it.kind === 'warehouse' && it.name === definition.name)
        ?.nextAt,
    ),
  );
}

/** A Stage that has left the definition in this very moment is not shown. */
async function loadStages(
  { knex, engine, authority, findApplications }: ViewContext,
  { definition, entity, id: pipelineId }: PipelineRecord,
): Promise<StageView[]> {
  if (!definition) return [];
  const identity = { pipelineId, entity, project: definition.project };
  const views = await Promise.all(
    definition.stages.map(async stage => {
      const loaded = await engine.loadSnapshot(pipelineId, stage.name);
      if (!loaded) return undefined;
      const { snapshot, now } = loaded;
      const history = await listRecentHistory(knex, pipelineId, stage.name);
      const view = toStageView(snapshot, now, {
        owners: authority.ownersOf(identity, stage),
        rollbackTo: await rollbackTargetOf(knex, pipelineId, snapshot, history),
      });
      const setback =
        view.next &&
        (await loadSetback(knex, view.next.freight, snapshot, history));
      // What Waybill has promoted is looked after by the engine.
      const found =
        view.current.length === 0
          ? await findApplications(identity, stage)
          : [];
      const runs = new Set(view.current.map(it => it.freight));
      return {
        ...view,
        ranOther: history.some(it => !runs.has(it.freight)),
        ...(found.length > 0 && { found }),
        ...(view.next && setback && { next: { ...view.next, setback } }),
      };
    }),
  );
  return views.filter(view => view !== undefined);
}
