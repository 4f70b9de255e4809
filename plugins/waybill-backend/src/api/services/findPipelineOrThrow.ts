import { NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { findPipeline } from '../../store/operations/pipelines/findPipeline';
import { PipelineRecord } from '../../store/PipelineRecord';

/** The pipeline of an entity. @throws NotFoundError that says how an entity gets one */
export async function findPipelineOrThrow(
  knex: Knex,
  entityRef: string,
): Promise<PipelineRecord> {
  const pipeline = await findPipeline(knex, { entityRef });
  if (!pipeline) {
    throw new NotFoundError(
      `${entityRef} has no pipeline: it needs the annotation waybill/pipeline, and Waybill a minute to see it`,
    );
  }
  return pipeline;
}
