import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { WaybillApi } from '../api/WaybillApi';
import {
  GatesView,
  HistoryItem,
  Page,
  PipelineView,
  PreviewView,
  PromotionSummary,
  PromotionView,
  RetryRequest,
  ReviewRequest,
} from '../api/views';
import { Changelog } from '../model/Changelog';
import { LastAnswers } from './LastAnswers';

type Query = Record<string, string | undefined>;

/**
 * Waybill's HTTP API over Backstage's discovery and fetch; runs in browsers and in backends.
 *
 * @remarks Every answer but a 2xx becomes a `ResponseError`, whose `cause` carries the backend's error and gates.
 * @public
 */
export class WaybillClient implements WaybillApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };
  readonly #lastPipelines = new LastAnswers<PipelineView>();

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  /** While nothing has changed the backend answers 304, and the last answer is returned again: the same object. */
  async getPipeline(
    entityRef: string,
    options: { freightCursor?: string; etag?: string } = {},
  ): Promise<PipelineView> {
    const url = await this.#url(pipelinePath(entityRef), {
      freightCursor: options.freightCursor,
    });
    const last = this.#lastPipelines.get(url);
    const etag = last && (options.etag ?? last.etag);
    let response = await this.#fetchApi.fetch(
      url,
      etag ? { headers: { 'If-None-Match': etag } } : undefined,
    );
    if (response.status === 304) {
      if (last && etag === last.etag) {
        return last.body;
      }
      response = await this.#fetchApi.fetch(url, { cache: 'reload' });
    }
    const body = await readBody<PipelineView>(response);
    this.#lastPipelines.put(url, response.headers.get('etag'), body);
    return body;
  }

  async refreshPipeline(entityRef: string): Promise<void> {
    await this.#post(`${pipelinePath(entityRef)}/refresh`, {});
  }

  async refreshWarehouse(entityRef: string, warehouse: string): Promise<void> {
    await this.#post(
      `${pipelinePath(entityRef)}/warehouses/${encode(warehouse)}/refresh`,
      {},
    );
  }

  async getGates(
    entityRef: string,
    stage: string,
    freight: string,
  ): Promise<GatesView> {
    return this.#get(`${stagePath(entityRef, stage)}/gates`, { freight });
  }

  async getChangelog(
    entityRef: string,
    from: string,
    to: string,
  ): Promise<Changelog> {
    return this.#get(
      `${pipelinePath(entityRef)}/freight/${encode(to)}/changelog`,
      { from },
    );
  }

  async approve(
    entityRef: string,
    stage: string,
    request: { freight: string; reason?: string },
  ): Promise<void> {
    await this.#post(`${stagePath(entityRef, stage)}/approvals`, request);
  }

  async preview(
    entityRef: string,
    stage: string,
    request: { freight: string },
  ): Promise<PreviewView> {
    return readBody(
      await this.#post(`${stagePath(entityRef, stage)}/preview`, request),
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
    return readBody(
      await this.#post(
        `${stagePath(entityRef, stage)}/promotions`,
        body,
        idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {},
      ),
    );
  }

  async rollback(
    entityRef: string,
    stage: string,
    request: { freight?: string; origin?: string; reason: string },
  ): Promise<PromotionView> {
    return readBody(
      await this.#post(`${stagePath(entityRef, stage)}/rollback`, request),
    );
  }

  async hold(
    entityRef: string,
    stage: string,
    request: { origin?: string; reason: string },
  ): Promise<void> {
    await this.#post(`${stagePath(entityRef, stage)}/hold`, request);
  }

  async resume(
    entityRef: string,
    stage: string,
    request: { origin?: string },
  ): Promise<void> {
    await this.#post(`${stagePath(entityRef, stage)}/resume`, request);
  }

  async getHistory(
    entityRef: string,
    stage: string,
    options: { cursor?: string; at?: string } = {},
  ): Promise<Page<HistoryItem>> {
    return this.#get(`${stagePath(entityRef, stage)}/history`, {
      cursor: options.cursor,
      at: options.at,
    });
  }

  async listPromotions(
    entityRef: string,
    options: { stage?: string; cursor?: string } = {},
  ): Promise<Page<PromotionSummary>> {
    return this.#get(`${pipelinePath(entityRef)}/promotions`, {
      stage: options.stage,
      cursor: options.cursor,
    });
  }

  async getPromotion(id: string): Promise<PromotionView> {
    return this.#get(`/promotions/${encode(id)}`);
  }

  async abortPromotion(
    id: string,
    request: { reason?: string },
  ): Promise<PromotionView> {
    return readBody(
      await this.#post(`/promotions/${encode(id)}/abort`, request),
    );
  }

  /** With an `idempotencyKey` a repeated request answers with the Promotion of the first, for 24 hours. */
  async retryPromotion(
    id: string,
    request: RetryRequest & { idempotencyKey?: string },
  ): Promise<PromotionView> {
    const { idempotencyKey, ...body } = request;
    return readBody(
      await this.#post(
        `/promotions/${encode(id)}/retry`,
        body,
        idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {},
      ),
    );
  }

  async reviewPromotion(
    id: string,
    request: ReviewRequest,
  ): Promise<PromotionView> {
    return readBody(
      await this.#post(`/promotions/${encode(id)}/reviews`, request),
    );
  }

  async #url(path: string, query: Query = {}): Promise<string> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('waybill');
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) {
        parameters.set(name, value);
      }
    }
    const search = parameters.toString();
    return `${baseUrl}${path}${search ? `?${search}` : ''}`;
  }

  async #get<T>(path: string, query?: Query): Promise<T> {
    const url = await this.#url(path, query);
    return readBody(await this.#fetchApi.fetch(url));
  }

  async #post(
    path: string,
    body: object,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const response = await this.#fetchApi.fetch(await this.#url(path), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

async function readBody<T>(response: Response): Promise<T> {
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  return (await response.json()) as T;
}

function pipelinePath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const parts = [kind, namespace, name].map(part =>
    encode(part.toLocaleLowerCase('en-US')),
  );
  return `/pipelines/${parts.join('/')}`;
}

function stagePath(entityRef: string, stage: string): string {
  return `${pipelinePath(entityRef)}/stages/${encode(stage)}`;
}

function encode(part: string): string {
  return encodeURIComponent(part);
}
