import { EnginePort } from '../../ports';
import { PipelineRecord } from '../../store/PipelineRecord';
import { noSuchStage } from './noSuchStage';

/**
 * What decides on a Stage.
 *
 * @param freight - id of Freight that is asked about, so that it is seen however old it is
 * @throws NotFoundError that names the Stages there are
 */
export async function loadStageOrThrow(
  engine: EnginePort,
  pipeline: PipelineRecord,
  stage: string,
  freight?: string,
) {
  const loaded = await engine.loadSnapshot(pipeline.id, stage, freight);
  if (!loaded) throw noSuchStage(pipeline, stage);
  return loaded;
}
