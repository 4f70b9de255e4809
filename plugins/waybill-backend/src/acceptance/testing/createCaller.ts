import { Server } from 'node:http';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  FreightView,
  PipelineView,
  PreviewView,
  PromotionView,
} from '@waybill/backstage-plugin-waybill-common';
import request from 'supertest';
import { until } from './until';

/** Somebody who uses the HTTP API, and waits for what it says. */
export function createCaller(server: Server) {
  const asDana = {
    Authorization: mockCredentials.user.header('user:default/dana'),
  };
  const path = (entity: string) =>
    `/api/waybill/pipelines/component/default/${entity}`;
  const ask = async <T>(where: string): Promise<T> => {
    const answer = await request(server).get(where).set(asDana);
    if (answer.status !== 200) {
      throw new Error(`GET ${where} answered ${answer.status}: ${answer.text}`);
    }
    return answer.body as T;
  };

  const caller = {
    pipeline: (entity: string) => ask<PipelineView>(path(entity)),
    promotion: (id: string) =>
      ask<PromotionView>(`/api/waybill/promotions/${id}`),
    async freight(
      entity: string,
      isMeant: (freight: FreightView) => boolean,
    ): Promise<FreightView> {
      return until(
        `Freight of ${entity}`,
        async () =>
          (await caller.pipeline(entity).catch(() => undefined))?.freight.find(
            isMeant,
          ),
        () => caller.pipeline(entity),
      );
    },
    freightWith: (entity: string, tag: string) =>
      caller.freight(entity, ({ images }) =>
        images.some(image => image.tag === tag),
      ),
    /** Makes Freight available to a Stage, whatever is before it. */
    async approve(entity: string, stage: string, freight: FreightView) {
      const answer = await request(server)
        .post(`${path(entity)}/stages/${stage}/approvals`)
        .set(asDana)
        .send({ freight: freight.id });
      expect(answer.status).toBeLessThan(300);
    },
    /** Promotes and waits for the end, which has to be a success. */
    async promote(entity: string, stage: string, freight: FreightView) {
      return caller.ended(await caller.start(entity, stage, freight));
    },
    /** What a promotion would do. */
    async preview(entity: string, stage: string, freight: FreightView) {
      const answer = await request(server)
        .post(`${path(entity)}/stages/${stage}/preview`)
        .set(asDana)
        .send({ freight: freight.id });
      expect(answer.status).toBe(200);
      return answer.body as PreviewView;
    },
    /** @param preview - the hash of one that was looked at before */
    async start(
      entity: string,
      stage: string,
      freight: FreightView,
      preview?: string,
    ) {
      const answer = await request(server)
        .post(`${path(entity)}/stages/${stage}/promotions`)
        .set(asDana)
        .send({ freight: freight.id, preview });
      expect({ status: answer.status, body: answer.body }).toMatchObject({
        status: 201,
      });
      return (answer.body as PromotionView).id;
    },
    async ended(id: string): Promise<PromotionView> {
      const promotion = await until(
        `the end of ${id}`,
        async () => {
          const found = await caller.promotion(id);
          return found.finishedAt ? found : undefined;
        },
        () => caller.promotion(id),
      );
      expect({
        phase: promotion.phase,
        steps: promotion.steps.filter(
          ({ status }) => status !== 'Succeeded' && status !== 'Skipped',
        ),
      }).toEqual({ phase: 'Succeeded', steps: [] });
      return promotion;
    },
    /** Waits until a Promotion has opened its pull request. Answers with its number. */
    async pullRequest(id: string): Promise<number> {
      return until(
        `the pull request of ${id}`,
        async () => (await caller.promotion(id)).pullRequest?.number,
        () => caller.promotion(id),
      );
    },
  };
  return caller;
}
