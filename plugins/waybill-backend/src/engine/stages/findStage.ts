import { StageDefinition } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { getPipeline } from '../../store/operations/pipelines/getPipeline';
import { PipelineRecord } from '../../store/PipelineRecord';

/** A Stage by the definition that runs; undefined: it has been removed, or never was. */
export async function findStage(
  tx: Knex,
  options: { pipelineId: string; stage: string },
): Promise<{ pipeline: PipelineRecord; stage: StageDefinition } | undefined> {
  const pipeline = await getPipeline(tx, { id: options.pipelineId });
  const stage = pipeline?.definition?.stages.find(
    it => it.name === options.stage,
  );
  return pipeline && stage && { pipeline, stage };
}
