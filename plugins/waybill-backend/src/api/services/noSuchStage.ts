import { NotFoundError } from '@backstage/errors';
import { PipelineRecord } from '../../store/PipelineRecord';

/** Says which Stages there are. */
export function noSuchStage(pipeline: PipelineRecord, stage: string) {
  const known = pipeline.definition?.stages.map(it => it.name).join(', ');
  return new NotFoundError(
    `${pipeline.entityRef} has no Stage '${stage}'; its Stages: ${
      known || 'none'
    }`,
  );
}
