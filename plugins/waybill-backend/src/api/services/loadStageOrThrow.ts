import { NotFoundError } from '@backstage/errors';
import { EnginePort } from '../../ports';
import { PipelineRecord } from '../../store/PipelineRecord';

/** What decides on a Stage. @throws NotFoundError that names the Stages there are */
export async function loadStageOrThrow(
  engine: EnginePort,
  pipeline: PipelineRecord,
  stage: string,
) {
  const loaded = await engine.loadSnapshot(pipeline.id, stage);
  if (!loaded) {
    const known =
      pipeline.definition?.stages.map(it => it.name).join(', ') || 'none';
    throw new NotFoundError(
      `${pipeline.entityRef} has no Stage '${stage}'; its Stages: ${known}`,
    );
  }
  return loaded;
}
