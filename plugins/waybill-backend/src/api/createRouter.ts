import {
  AuthService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { HealthView } from '@waybill/backstage-plugin-waybill-common';
import express, { Request, Response } from 'express';
import PromiseRouter from 'express-promise-router';
import { addPromotionRoutes } from './addPromotionRoutes';
import { answerErrors } from './answerErrors';
import { Caller } from './Caller';
import { openapi } from './schema/openapi';
import { PipelineReads } from './services/PipelineReads';
import { StageCommands } from './services/StageCommands';
import { readCaller } from './readCaller';
import { sendHealth } from './sendHealth';
import { sendWithEtag } from './sendWithEtag';
import { validateOpenApi } from './validateOpenApi';

/** As large as a definition may be, with room for JSON's escapes. */
const BODY_LIMIT = '4mb';

export interface RouterOptions {
  auth: AuthService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  reads: PipelineReads;
  commands: StageCommands;
  validate(
    request: { text: string; entityRef?: string },
    caller: Caller,
  ): Promise<object>;
  health(): Promise<HealthView>;
}

const entityRefOf = ({ params: { kind, namespace, name } }: Request) =>
  stringifyEntityRef({ kind, namespace, name });
const targetOf = (request: Request) => ({
  entityRef: entityRefOf(request),
  stage: request.params.stage,
});
const queryOf = (request: Request, key: string) => {
  const value = request.query[key];
  return typeof value === 'string' && value ? value : undefined;
};
/** Digits first, with a zone: a date that reads the same everywhere. */
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const timeOf = (request: Request, key: string) => {
  const value = queryOf(request, key);
  if (value === undefined) return undefined;
  const time = new Date(value);
  if (!ISO_TIME.test(value) || Number.isNaN(time.getTime())) {
    throw new InputError(
      `Expected ${key} to be a time such as 2026-11-19T14:00:00Z, found '${value}'`,
    );
  }
  return time;
};

/** The HTTP API. Authorization is in the services it is given. */
export function createRouter(options: RouterOptions): express.Router {
  const { reads, commands, logger } = options;
  const router = PromiseRouter();
  const caller = (request: Request) => readCaller(request, options);

  router.get('/health', (_request, response) => sendHealth(response, options));
  router.get('/openapi.json', (_request, response) => {
    response.json(openapi);
  });
  router.use(express.json({ limit: BODY_LIMIT }));
  router.use(...validateOpenApi());

  router.get('/pipelines', async (request, response) => {
    const [owner, system, filter, cursor] = [
      'owner',
      'system',
      'filter',
      'cursor',
    ].map(key => queryOf(request, key));
    response.json(
      await reads.listPipelines(
        { owner, system, filter, cursor },
        await caller(request),
      ),
    );
  });
  router.post('/pipelines/validate', async (request, response) => {
    response.json(await options.validate(request.body, await caller(request)));
  });

  const pipeline = '/pipelines/:kind/:namespace/:name';
  router.get(pipeline, async (request, response) => {
    const view = await reads.getPipeline(
      entityRefOf(request),
      { freightCursor: queryOf(request, 'freightCursor') },
      await caller(request),
    );
    sendWithEtag(request, response, view);
  });
  router.post(`${pipeline}/refresh`, async (request, response) => {
    await commands.refreshPipeline(entityRefOf(request), await caller(request));
    response.status(202).end();
  });
  router.get(`${pipeline}/promotions`, async (request, response) => {
    const [stage, cursor] = ['stage', 'cursor'].map(key =>
      queryOf(request, key),
    );
    response.json(
      await reads.listPromotions(
        entityRefOf(request),
        { stage, cursor },
        await caller(request),
      ),
    );
  });
  router.post(
    `${pipeline}/warehouses/:warehouse/refresh`,
    async (request, response) => {
      const { warehouse } = request.params;
      await commands.refreshWarehouse(
        { entityRef: entityRefOf(request), warehouse },
        await caller(request),
      );
      response.status(202).end();
    },
  );
  router.get(
    `${pipeline}/warehouses/:warehouse/artifacts`,
    async (request, response) => {
      const { warehouse } = request.params;
      response.json(
        await reads.getArtifacts(
          { entityRef: entityRefOf(request), warehouse },
          await caller(request),
        ),
      );
    },
  );

  router.get(
    `${pipeline}/freight/:freight/changelog`,
    async (request, response) => {
      const target = {
        entityRef: entityRefOf(request),
        from: String(request.query.from),
        to: request.params.freight,
      };
      response.json(await reads.getChangelog(target, await caller(request)));
    },
  );

  const stage = `${pipeline}/stages/:stage`;
  router.get(`${stage}/gates`, async (request, response) => {
    const freight = String(request.query.freight);
    response.json(
      await reads.getGates(targetOf(request), freight, await caller(request)),
    );
  });
  router.get(`${stage}/history`, async (request, response) => {
    const cursor = queryOf(request, 'cursor');
    response.json(
      await reads.getHistory(
        targetOf(request),
        { cursor, at: timeOf(request, 'at') },
        await caller(request),
      ),
    );
  });
  router.post(`${stage}/approvals`, async (request, response) => {
    await commands.approve(
      targetOf(request),
      request.body,
      await caller(request),
    );
    response.status(201).end();
  });
  router.post(`${stage}/preview`, async (request, response) => {
    response.json(
      await commands.preview(
        targetOf(request),
        request.body,
        await caller(request),
      ),
    );
  });
  router.post(`${stage}/promotions`, async (request, response) => {
    const idempotencyKey = request.header('idempotency-key');
    const promotion = await commands.promote(
      targetOf(request),
      { ...request.body, idempotencyKey },
      await caller(request),
    );
    response.status(201).json(promotion);
  });
  router.post(`${stage}/rollback`, async (request, response) => {
    const idempotencyKey = request.header('idempotency-key');
    const promotion = await commands.rollback(
      targetOf(request),
      { ...request.body, idempotencyKey },
      await caller(request),
    );
    response.status(201).json(promotion);
  });
  const quiet = (
    path: string,
    status: number,
    work: (request: Request) => Promise<void>,
  ) =>
    router.post(path, async (request: Request, response: Response) => {
      await work(request);
      response.status(status).end();
    });
  quiet(`${stage}/refresh`, 202, async request =>
    commands.refreshStage(targetOf(request), await caller(request)),
  );
  quiet(`${stage}/hold`, 204, async request =>
    commands.hold(targetOf(request), request.body, await caller(request)),
  );
  quiet(`${stage}/resume`, 204, async request =>
    commands.resume(targetOf(request), request.body, await caller(request)),
  );

  quiet(`${stage}/verify`, 202, async request =>
    commands.verify(targetOf(request), await caller(request)),
  );
  quiet(`${stage}/verify/abort`, 202, async request =>
    commands.abortVerification(targetOf(request), await caller(request)),
  );

  addPromotionRoutes(router, { reads, commands, caller });

  router.use(...answerErrors(logger));
  return router;
}
