import { Request, Router } from 'express';
import { Caller } from './Caller';
import { PipelineReads } from './services/PipelineReads';
import { StageCommands } from './services/StageCommands';

/** What is asked of one Promotion, by its id. */
export function addPromotionRoutes(
  router: Router,
  {
    reads,
    commands,
    caller,
  }: {
    reads: PipelineReads;
    commands: StageCommands;
    caller(request: Request): Promise<Caller>;
  },
) {
  router.get('/promotions/:id', async (request, response) => {
    response.json(
      await reads.getPromotion(request.params.id, await caller(request)),
    );
  });
  router.post('/promotions/:id/abort', async (request, response) => {
    response
      .status(202)
      .json(
        await commands.abort(
          request.params.id,
          request.body,
          await caller(request),
        ),
      );
  });
  router.post('/promotions/:id/retry', async (request, response) => {
    const idempotencyKey = request.header('idempotency-key');
    const promotion = await commands.retry(
      request.params.id,
      { ...request.body, idempotencyKey },
      await caller(request),
    );
    response.status(201).json(promotion);
  });
  router.post('/promotions/:id/reviews', async (request, response) => {
    response
      .status(201)
      .json(
        await commands.review(
          request.params.id,
          request.body,
          await caller(request),
        ),
      );
  });
}
