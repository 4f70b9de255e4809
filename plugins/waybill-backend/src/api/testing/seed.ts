import { Entity } from '@backstage/catalog-model';
import {
  Freight,
  PipelineDefinition,
  StageHistoryEntry,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { PipelineEntity } from '../../ports';
import { insertFreight } from '../../store/operations/freight/insertFreight';
import { enterStage } from '../../store/operations/freight/enterStage';
import { markVerified } from '../../store/operations/freight/markVerified';
import { createPipeline } from '../../store/operations/pipelines/createPipeline';
import { saveDefinition } from '../../store/operations/pipelines/saveDefinition';
import { appendHistory } from '../../store/operations/stages/appendHistory';
import { lockStage } from '../../store/operations/stages/lockStage';
import { saveStage } from '../../store/operations/stages/saveStage';
import { entityOf } from '../../store/testing/fixtures';

export const AT = new Date('2026-11-20T12:00:00.000Z');

/** A catalog entity for `entityOf` of the same name. */
export function catalogEntity(
  name: string,
  owners: string[] = ['group:default/platform'],
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', uid: `uid-${name}` },
    relations: owners.map(targetRef => ({ type: 'ownedBy', targetRef })),
  };
}

/** A pipeline with id `p-<name>`, bound to the component of that name. */
export async function seedPipeline(
  knex: Knex,
  name: string,
  definition?: PipelineDefinition,
  overrides: Partial<PipelineEntity> = {},
): Promise<string> {
  const entity = entityOf(name, overrides);
  const id = `p-${name}`;
  await createPipeline(knex, { id, entity, now: AT });
  if (definition) {
    await saveDefinition(knex, {
      pipelineId: id,
      sourceUrl: entity.definitionUrl,
      state: 'ok',
      errors: [],
      definition,
      answered: true,
      now: AT,
    });
  }
  return id;
}

export async function seedFreight(
  knex: Knex,
  pipelineId: string,
  freight: Freight,
): Promise<Freight> {
  const inserted = await insertFreight(knex, { pipelineId, freight });
  if (!inserted) throw new Error(`${freight.id} was there already`);
  return inserted;
}

/** A Stage has run these, the first one first, each verified, and runs the last one. */
export async function seedRuns(
  knex: Knex,
  pipelineId: string,
  stage: string,
  runs: (Partial<StageHistoryEntry> & { freight: string })[],
): Promise<void> {
  await knex.transaction(async tx => {
    const state = await lockStage(tx, { pipelineId, stage });
    const entries = runs.map((run, index) => ({
      collection: { 'Warehouse/main': run.freight },
      promotion: `${stage}.${String(index).padStart(26, '0')}.seed`,
      rollback: false,
      at: new Date(AT.getTime() + index * 3_600_000).toISOString(),
      verified: true,
      ...run,
    }));
    for (const entry of entries) {
      await appendHistory(tx, { pipelineId, stage, entry });
      await markVerified(tx, {
        pipelineId,
        stage,
        freight: entry.freight,
        now: AT,
      });
    }
    const last = entries[entries.length - 1];
    for (const freight of Object.values(last.collection)) {
      await enterStage(tx, { pipelineId, stage, freight, now: AT });
    }
    await saveStage(tx, {
      pipelineId,
      state: {
        ...state,
        current: Object.entries(last.collection).map(([origin, freight]) => ({
          origin,
          freight,
          since: last.at,
          promotion: last.promotion,
        })),
        verification: { phase: 'Successful' },
        lastPromotion: {
          id: last.promotion,
          phase: 'Succeeded',
          freight: last.freight,
          collection: last.collection,
          finishedAt: last.at,
        },
      },
    });
  });
}
