import { GatesView } from '../api/GatesView';
import { HistoryItem } from '../api/HistoryItem';
import { Page } from '../api/Page';
import { PipelineView } from '../api/PipelineView';
import { PreviewView } from '../api/PreviewView';
import { PromotionSummary, PromotionView } from '../api/PromotionView';
import { RetryRequest } from '../api/RetryRequest';
import { ReviewRequest } from '../api/ReviewRequest';
import { WaybillApi } from '../api/WaybillApi';
import { Changelog } from '../model/Changelog';
import { pipelinePath } from './pipelinePath';
import { stagePath } from './stagePath';
import { LastAnswers } from './LastAnswers';
import { PluginHttp } from './PluginHttp';

/**
 * Waybill's HTTP API over Backstage's discovery and fetch; runs in browsers and in backends.
 *
 * @remarks Every answer but a 2xx becomes a `ResponseError`, whose `cause` carries the backend's error and gates.
 * @public
 */
export class WaybillClient implements WaybillApi {
  readonly #http: PluginHttp;
  readonly #lastPipelines = new LastAnswers<PipelineView>();

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#http = new PluginHttp(options);
  }

  /** While nothing has changed the backend answers 304, and the last answer is returned again: the same object. */
  async getPipeline(
    entityRef: string,
    options: { freightCursor?: string; etag?: string } = {},
  ): Promise<PipelineView> {
    const url = await this.#http.url(pipelinePath(entityRef), {
      freightCursor: options.freightCursor,
    });
    const last = this.#lastPipelines.get(url);
    const etag = last && (options.etag ?? last.etag);
    let response = await this.#http.fetch(
      url,
      etag ? { headers: { 'If-None-Match': etag } } : undefined,
    );
    if (response.status === 304) {
      if (last && etag === last.etag) {
        return last.body;
      }
      response = await this.#http.fetch(url, { cache: 'reload' });
    }
    const body = await this.#http.bodyOf<PipelineView>(response);
    this.#lastPipelines.put(url, response.headers.get('etag'), body);
    return body;
  }

  async refreshPipeline(entityRef: string): Promise<void> {
    await this.#http.post(`${pipelinePath(entityRef)}/refresh`, {});
  }

  async refreshWarehouse(entityRef: string, warehouse: string): Promise<void> {
    await this.#http.post(
      `${pipelinePath(entityRef)}/warehouses/${encodeURIComponent(
        warehouse,
      )}/refresh`,
      {},
    );
  }

  async getGates(
    entityRef: string,
    stage: string,
    freight: string,
  ): Promise<GatesView> {
    return this.#http.get(`${stagePath(entityRef, stage)}/gates`, { freight });
  }

  async getChangelog(
    entityRef: string,
    from: string,
    to: string,
  ): Promise<Changelog> {
    return this.#http.get(
      `${pipelinePath(entityRef)}/freight/${encodeURIComponent(to)}/changelog`,
      { from },
    );
  }

  async approve(
    entityRef: string,
    stage: string,
    request: { freight: string; reason?: string },
  ): Promise<void> {
    await this.#http.post(`${stagePath(entityRef, stage)}/approvals`, request);
  }

  async preview(
    entityRef: string,
    stage: string,
    request: { freight: string; rollback?: boolean },
  ): Promise<PreviewView> {
    return this.#http.bodyOf(
      await this.#http.post(`${stagePath(entityRef, stage)}/preview`, request),
    );
  }

  /** With an `idempotencyKey` a repeated request answers with the Promotion of the first, for 24 hours. */
  async promote(
    entityRef: string,
    stage: string,
    request: {
      freight: string;
      reason?: string;
      preview?: string;
      idempotencyKey?: string;
    },
  ): Promise<PromotionView> {
    const { idempotencyKey, ...body } = request;
    return this.#http.bodyOf(
      await this.#http.post(
        `${stagePath(entityRef, stage)}/promotions`,
        body,
        idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {},
      ),
    );
  }

  /** With an `idempotencyKey` a repeated request answers with the Promotion of the first, for 24 hours. */
  async rollback(
    entityRef: string,
    stage: string,
    request: {
      freight?: string;
      origin?: string;
      reason: string;
      preview?: string;
      idempotencyKey?: string;
    },
  ): Promise<PromotionView> {
    const { idempotencyKey, ...body } = request;
    return this.#http.bodyOf(
      await this.#http.post(
        `${stagePath(entityRef, stage)}/rollback`,
        body,
        idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {},
      ),
    );
  }

  async hold(
    entityRef: string,
    stage: string,
    request: { origin?: string; reason: string },
  ): Promise<void> {
    await this.#http.post(`${stagePath(entityRef, stage)}/hold`, request);
  }

  async resume(
    entityRef: string,
    stage: string,
    request: { origin?: string },
  ): Promise<void> {
    await this.#http.post(`${stagePath(entityRef, stage)}/resume`, request);
  }

  async verify(entityRef: string, stage: string): Promise<void> {
    await this.#http.post(`${stagePath(entityRef, stage)}/verify`, {});
  }

  async abortVerification(entityRef: string, stage: string): Promise<void> {
    await this.#http.post(`${stagePath(entityRef, stage)}/verify/abort`, {});
  }

  async getHistory(
    entityRef: string,
    stage: string,
    options: { cursor?: string; at?: string } = {},
  ): Promise<Page<HistoryItem>> {
    return this.#http.get(`${stagePath(entityRef, stage)}/history`, {
      cursor: options.cursor,
      at: options.at,
    });
  }

  async listPromotions(
    entityRef: string,
    options: { stage?: string; cursor?: string } = {},
  ): Promise<Page<PromotionSummary>> {
    return this.#http.get(`${pipelinePath(entityRef)}/promotions`, {
      stage: options.stage,
      cursor: options.cursor,
    });
  }

  async getPromotion(id: string): Promise<PromotionView> {
    return this.#http.get(`/promotions/${encodeURIComponent(id)}`);
  }

  async abortPromotion(
    id: string,
    request: { reason?: string },
  ): Promise<PromotionView> {
    return this.#http.bodyOf(
      await this.#http.post(
        `/promotions/${encodeURIComponent(id)}/abort`,
        request,
      ),
    );
  }

  /** With an `idempotencyKey` a repeated request answers with the Promotion of the first, for 24 hours. */
  async retryPromotion(
    id: string,
    request: RetryRequest & { idempotencyKey?: string },
  ): Promise<PromotionView> {
    const { idempotencyKey, ...body } = request;
    return this.#http.bodyOf(
      await this.#http.post(
        `/promotions/${encodeURIComponent(id)}/retry`,
        body,
        idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {},
      ),
    );
  }

  async reviewPromotion(
    id: string,
    request: ReviewRequest,
  ): Promise<PromotionView> {
    return this.#http.bodyOf(
      await this.#http.post(
        `/promotions/${encodeURIComponent(id)}/reviews`,
        request,
      ),
    );
  }
}
