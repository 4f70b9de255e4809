import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  autoPromotionEnabled,
  freightGates,
  FreightWithStatus,
  PreviewView,
  PromotionView,
  StageSnapshot,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { EnginePort } from '../../ports';
import { appendAudit } from '../../store/operations/audit/appendAudit';
import { approveFreight } from '../../store/operations/freight/approveFreight';
import { findFreight } from '../../store/operations/freight/findFreight';
import { getPromotion } from '../../store/operations/promotions/getPromotion';
import { requestAbort } from '../../store/operations/promotions/requestAbort';
import { lockStage } from '../../store/operations/stages/lockStage';
import { saveStage } from '../../store/operations/stages/saveStage';
import { databaseNow } from '../../store/databaseNow';
import { PipelineRecord } from '../../store/PipelineRecord';
import { Caller } from '../Caller';
import { GatesError } from '../GatesError';
import { toPromotionView } from '../views/toPromotionView';
import { assertHasRun } from './assertHasRun';
import { findPipelineOrThrow } from './findPipelineOrThrow';
import { loadStageOrThrow } from './loadStageOrThrow';
import { rollbackTargetOf } from './rollbackTargetOf';
import {
  PromoteRequest,
  RollbackRequest,
  StageCommands,
  StageTarget,
} from './StageCommands';

/** Works out what a promotion would do, writing nothing. */
export type Previewer = (
  pipeline: PipelineRecord,
  snapshot: StageSnapshot,
  freight: FreightWithStatus,
  caller: Caller,
) => Promise<Omit<PreviewView, 'stage' | 'freight' | 'gates'>>;

/** Commands that know nothing of permissions; refused by gates alone. */
export class DefaultStageCommands implements StageCommands {
  readonly #knex: Knex;
  readonly #engine: EnginePort;
  readonly #previewer: Previewer;

  constructor(options: {
    knex: Knex;
    engine: EnginePort;
    previewer: Previewer;
  }) {
    this.#knex = options.knex;
    this.#engine = options.engine;
    this.#previewer = options.previewer;
  }

  async approve(
    target: StageTarget,
    request: { freight: string; reason?: string },
    caller: Caller,
  ) {
    const { pipeline, snapshot, freight } = await this.#load(
      target,
      request.freight,
    );
    if (
      !snapshot.stage.requestedFreight.some(
        it => it.origin.name === freight.warehouse,
      )
    ) {
      throw new InputError(
        `${target.stage} does not request Freight of the Warehouse ${freight.warehouse}, so approving it there would change nothing`,
      );
    }
    await this.#knex.transaction(async tx => {
      const now = await databaseNow(tx);
      await lockStage(tx, { pipelineId: pipeline.id, stage: target.stage });
      await approveFreight(tx, {
        pipelineId: pipeline.id,
        freight: freight.id,
        stage: target.stage,
        by: caller.actor,
        reason: request.reason,
        now,
      });
      await appendAudit(tx, {
        pipelineId: pipeline.id,
        entry: {
          actor: caller.actor,
          action: 'freight.approved',
          stage: target.stage,
          subject: freight.id,
          detail: { reason: request.reason },
        },
        now,
      });
    });
    await this.#engine.pokeStage(pipeline.id, target.stage);
  }

  async preview(
    target: StageTarget,
    request: { freight: string },
    caller: Caller,
  ) {
    const { pipeline, snapshot, freight, now } = await this.#load(
      target,
      request.freight,
    );
    const plan = await this.#previewer(pipeline, snapshot, freight, caller);
    return {
      stage: target.stage,
      freight: freight.id,
      gates: freightGates(snapshot, freight.id, now),
      ...plan,
    };
  }

  async promote(
    target: StageTarget,
    request: PromoteRequest,
    caller: Caller,
  ): Promise<PromotionView> {
    const { pipeline, snapshot, freight, now } = await this.#load(
      target,
      request.freight,
    );
    assertNothingRefuses(snapshot, freight, now, `promoted to ${target.stage}`);
    if (request.preview !== undefined) {
      const plan = await this.#previewer(pipeline, snapshot, freight, caller);
      if (plan.hash !== request.preview) {
        throw new ConflictError(
          'What this promotion would do has changed since the preview; look at it again',
        );
      }
    }
    const promotion = await this.#engine.createPromotion({
      pipelineId: pipeline.id,
      stage: target.stage,
      freight: freight.id,
      actor: caller.actor,
      reason: request.reason,
      rollback: false,
      idempotencyKey: request.idempotencyKey,
    });
    return toPromotionView(promotion);
  }

  async rollback(
    target: StageTarget,
    request: RollbackRequest,
    caller: Caller,
  ): Promise<PromotionView> {
    const pipeline = await findPipelineOrThrow(this.#knex, target.entityRef);
    const { snapshot, now } = await loadStageOrThrow(
      this.#engine,
      pipeline,
      target.stage,
    );
    const id =
      request.freight ??
      (await rollbackTargetOf(
        this.#knex,
        pipeline.id,
        snapshot,
        request.origin,
      ));
    if (id === undefined) {
      throw new ConflictError(
        `There is nothing to roll ${target.stage} back to: no earlier Freight that ran and was verified here`,
      );
    }
    const freight = await this.#freight(pipeline, id);
    await assertHasRun(this.#knex, pipeline.id, target.stage, freight);
    assertNothingRefuses(
      snapshot,
      freight,
      now,
      `rolled back to in ${target.stage}`,
      true,
    );
    const promotion = await this.#engine.createPromotion({
      pipelineId: pipeline.id,
      stage: target.stage,
      freight: freight.id,
      actor: caller.actor,
      reason: request.reason,
      rollback: true,
    });
    return toPromotionView(promotion);
  }

  async hold(
    target: StageTarget,
    request: { origin?: string; reason: string },
    caller: Caller,
  ) {
    await this.#changeHolds(
      target,
      caller,
      'stage.held',
      request,
      (snapshot, now) => [
        ...snapshot.state.holds.filter(
          it => request.origin && it.origin !== request.origin,
        ),
        ...snapshot.state.current
          .filter(it => !request.origin || it.origin === request.origin)
          .map(it => ({
            origin: it.origin,
            freight: it.freight,
            reason: request.reason,
            by: caller.actor,
            createdAt: now.toISOString(),
          })),
      ],
    );
  }

  async resume(
    target: StageTarget,
    request: { origin?: string },
    caller: Caller,
  ) {
    await this.#changeHolds(
      target,
      caller,
      'stage.resumed',
      request,
      snapshot =>
        snapshot.state.holds.filter(
          it => request.origin && it.origin !== request.origin,
        ),
    );
  }

  async refreshStage(target: StageTarget) {
    const pipeline = await findPipelineOrThrow(this.#knex, target.entityRef);
    await loadStageOrThrow(this.#engine, pipeline, target.stage);
    await this.#engine.pokeStage(pipeline.id, target.stage);
  }

  async refreshPipeline(entityRef: string) {
    const pipeline = await findPipelineOrThrow(this.#knex, entityRef);
    await this.#engine.pokePipeline(pipeline.id);
  }

  async refreshWarehouse(target: { entityRef: string; warehouse: string }) {
    const pipeline = await findPipelineOrThrow(this.#knex, target.entityRef);
    const known = pipeline.definition?.warehouses.map(it => it.name) ?? [];
    if (!known.includes(target.warehouse)) {
      throw new NotFoundError(
        `${target.entityRef} has no Warehouse '${
          target.warehouse
        }'; its Warehouses: ${known.join(', ') || 'none'}`,
      );
    }
    await this.#engine.pokeWarehouse(pipeline.id, target.warehouse);
  }

  async abort(
    promotionId: string,
    request: { reason?: string },
    caller: Caller,
  ) {
    const promotion = await getPromotion(this.#knex, { id: promotionId });
    if (!promotion) throw new NotFoundError(`No Promotion '${promotionId}'`);
    const asked = await this.#knex.transaction(async tx => {
      const now = await databaseNow(tx);
      await lockStage(tx, {
        pipelineId: promotion.pipelineId,
        stage: promotion.stage,
      });
      const done = await requestAbort(tx, {
        id: promotionId,
        by: caller.actor,
        reason: request.reason,
        now,
      });
      if (done) {
        await appendAudit(tx, {
          pipelineId: promotion.pipelineId,
          entry: {
            actor: caller.actor,
            action: 'promotion.abort-requested',
            stage: promotion.stage,
            subject: promotionId,
            detail: { reason: request.reason },
          },
          now,
        });
      }
      return done;
    });
    if (!asked && promotion.finishedAt) {
      throw new ConflictError(
        `The Promotion has ended already: ${promotion.phase}`,
      );
    }
    await this.#engine.pokePromotion(promotionId);
    await this.#engine.pokeStage(promotion.pipelineId, promotion.stage);
    return toPromotionView(
      (await getPromotion(this.#knex, { id: promotionId })) ?? promotion,
    );
  }

  async #load(target: StageTarget, freight: string) {
    const pipeline = await findPipelineOrThrow(this.#knex, target.entityRef);
    const { snapshot, now } = await loadStageOrThrow(
      this.#engine,
      pipeline,
      target.stage,
    );
    return {
      pipeline,
      snapshot,
      now,
      freight: await this.#freight(pipeline, freight),
    };
  }

  async #freight(pipeline: PipelineRecord, idOrAlias: string) {
    const freight = await findFreight(this.#knex, {
      pipelineId: pipeline.id,
      idOrAlias,
    });
    if (!freight)
      throw new NotFoundError(
        `${pipeline.entityRef} has no Freight '${idOrAlias}'`,
      );
    return freight;
  }

  async #changeHolds(
    target: StageTarget,
    caller: Caller,
    action: string,
    request: { origin?: string; reason?: string },
    change: (
      snapshot: StageSnapshot,
      now: Date,
    ) => StageSnapshot['state']['holds'],
  ) {
    const pipeline = await findPipelineOrThrow(this.#knex, target.entityRef);
    const { snapshot } = await loadStageOrThrow(
      this.#engine,
      pipeline,
      target.stage,
    );
    if (!autoPromotionEnabled(snapshot.promotionPolicies, snapshot.stage)) {
      throw new ConflictError(
        `Auto-promotion is not on in ${target.stage}, so there is nothing to hold`,
      );
    }
    await this.#knex.transaction(async tx => {
      const now = await databaseNow(tx);
      const state = await lockStage(tx, {
        pipelineId: pipeline.id,
        stage: target.stage,
      });
      await saveStage(tx, {
        pipelineId: pipeline.id,
        state: { ...state, holds: change({ ...snapshot, state }, now) },
      });
      await appendAudit(tx, {
        pipelineId: pipeline.id,
        entry: {
          actor: caller.actor,
          action,
          stage: target.stage,
          detail: { ...request },
        },
        now,
      });
    });
    await this.#engine.pokeStage(pipeline.id, target.stage);
  }
}

/** @throws GatesError when a gate refuses; gates that make wait let it in */
function assertNothingRefuses(
  snapshot: StageSnapshot,
  freight: FreightWithStatus,
  now: Date,
  what: string,
  rollback = false,
) {
  const gates = freightGates(snapshot, freight.id, now, { rollback }).filter(
    gate => gate.effect === 'refuse',
  );
  if (gates.length) {
    throw new GatesError(
      `${freight.alias} cannot be ${what}: ${gates
        .map(gate => gate.message)
        .join('; ')}`,
      gates,
    );
  }
}
