import { Freight } from '../model/Freight';
import { RequestedFreight, StageDefinition } from '../model/PipelineDefinition';

/** The Stage's request for Freight of this one's Warehouse, if it has one. */
export function requestFor(
  stage: StageDefinition,
  freight: Freight,
): RequestedFreight | undefined {
  return stage.requestedFreight.find(
    request => request.origin.name === freight.warehouse,
  );
}
