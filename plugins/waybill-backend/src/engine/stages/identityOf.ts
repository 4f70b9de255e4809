import { PipelineIdentity } from '../../ports';
import { PipelineRecord } from '../../store/PipelineRecord';

/** A pipeline as authority sees it: by the project of the definition that runs. */
export function identityOf(pipeline: PipelineRecord): PipelineIdentity {
  return {
    pipelineId: pipeline.id,
    entity: pipeline.entity,
    project: pipeline.definition?.project ?? pipeline.project ?? '',
  };
}
