import {
  FreightView,
  PipelineView,
  PromotionView,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';
import { eventually } from './eventually';

export interface Answer<T> {
  status: number;
  body: T;
}

const path = (entity: string) =>
  `/api/waybill/pipelines/component/default/${entity}`;

/** The HTTP API with one caller's token: what a script would use. */
export class DemoApi {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  async call<T>(
    method: string,
    where: string,
    body?: object,
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.#url}${where}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (text ? JSON.parse(text) : undefined) as T,
    };
  }

  async pipeline(entity: string): Promise<PipelineView> {
    const { status, body } = await this.call<PipelineView>('GET', path(entity));
    if (status !== 200)
      throw new Error(`GET ${entity}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  async stage(entity: string, name: string): Promise<StageView> {
    const stage = (await this.pipeline(entity)).stages.find(
      it => it.name === name,
    );
    if (!stage) throw new Error(`${entity} has no Stage ${name}`);
    return stage;
  }

  /** Waits for Freight with an image of this tag. */
  freightWithTag(entity: string, tag: string): Promise<FreightView> {
    return eventually(`Freight of ${entity} with the tag ${tag}`, async () =>
      (await this.pipeline(entity)).freight.find(it =>
        it.images.some(image => image.tag === tag),
      ),
    );
  }

  onStage<T>(
    entity: string,
    stage: string,
    action: string,
    body: object,
  ): Promise<Answer<T>> {
    return this.call<T>(
      'POST',
      `${path(entity)}/stages/${stage}/${action}`,
      body,
    );
  }

  promote(entity: string, stage: string, freight: string, extra: object = {}) {
    return this.onStage<PromotionView>(entity, stage, 'promotions', {
      freight,
      ...extra,
    });
  }

  rollback(entity: string, stage: string, body: object) {
    return this.onStage<PromotionView>(entity, stage, 'rollback', body);
  }

  async promotion(id: string): Promise<PromotionView> {
    const { status, body } = await this.call<PromotionView>(
      'GET',
      `/api/waybill/promotions/${id}`,
    );
    if (status !== 200)
      throw new Error(`GET promotion ${id}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** Waits for the end of a Promotion, however it ends. */
  ended(id: string, timeoutMs = 90_000): Promise<PromotionView> {
    return eventually(
      `the end of ${id}`,
      async () => {
        const promotion = await this.promotion(id);
        return promotion.finishedAt !== null && promotion;
      },
      { timeoutMs, describe: () => this.promotion(id) },
    );
  }

  /** Waits until Freight is verified in a Stage. */
  verified(entity: string, stage: string, freight: string) {
    return eventually(
      `${freight} verified in ${stage}`,
      async () =>
        (await this.pipeline(entity)).freight.find(
          it =>
            it.id === freight &&
            it.verifiedIn.some(verified => verified.stage === stage),
        ),
      { describe: () => this.stage(entity, stage) },
    );
  }
}
