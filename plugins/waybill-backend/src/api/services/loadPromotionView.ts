import {
  PromotionRecord,
  PromotionView,
  RetryView,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { EnginePort } from '../../ports';
import { outsideEffects } from '../../promotion/effects/outsideEffects';
import { getPipeline } from '../../store/operations/pipelines/getPipeline';
import { findTakenPullRequests } from '../../store/operations/promotions/findTakenPullRequests';
import { getPromotion } from '../../store/operations/promotions/getPromotion';
import { listRetries } from '../../store/operations/promotions/listRetries';
import { listPromotionReviews } from '../../store/operations/reviews/listPromotionReviews';
import { listWorkItems } from '../../store/operations/workItems/listWorkItems';
import { toPromotionView } from '../views/toPromotionView';
import { toRetryView } from '../views/toRetryView';
import { loadVerification } from './loadVerification';
import { noSuchPromotion } from './noSuchPromotion';

interface Context {
  knex: Knex;
  engine: EnginePort;
  /** Whether steps of this kind touch nothing but files. */
  isFileStep: (uses: string) => boolean;
}

/** Everything that the page of a Promotion shows. @throws NotFoundError */
export async function loadPromotionView(
  context: Context,
  id: string,
): Promise<PromotionView> {
  const { knex, isFileStep } = context;
  const promotion = await getPromotion(knex, { id });
  const pipeline =
    promotion && (await getPipeline(knex, { id: promotion.pipelineId }));
  if (!pipeline) throw noSuchPromotion(id);
  const { entityRef } = pipeline;
  const nextAt = await loadNextAt(context, promotion);
  const verification = await loadVerification(knex, promotion);
  const retry = await loadRetry(context, promotion);
  const retriedBy = retry ? await listRetries(knex, promotion) : [];
  const reviews = await listPromotionReviews(knex, promotion);
  // Whoever sees the entity may see it, and the entity may have another name by now.
  return {
    ...toPromotionView(promotion, nextAt),
    entityRef,
    ...(verification && { verification }),
    ...(retry && { retry }),
    ...(retriedBy.length > 0 && { retriedBy }),
    ...(reviews.length > 0 && { reviews }),
    effects: outsideEffects(
      promotion,
      isFileStep,
      await findTakenPullRequests(knex, promotion),
    ),
  };
}

async function loadRetry(
  { engine }: Context,
  promotion: PromotionRecord,
): Promise<RetryView | undefined> {
  const { finishedAt, pipelineId, stage } = promotion;
  if (!finishedAt) return undefined;
  const found = await engine.loadSnapshot(pipelineId, stage);
  return toRetryView(promotion, found?.snapshot);
}

async function loadNextAt(
  { knex }: Context,
  { id, pipelineId, finishedAt }: PromotionRecord,
): Promise<string | undefined> {
  if (finishedAt) return undefined;
  const items = await listWorkItems(knex, { pipelineId });
  return items.find(it => it.kind === 'promotion' && it.name === id)?.nextAt;
}
