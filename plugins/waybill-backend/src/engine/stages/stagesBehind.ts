import { PipelineDefinition } from '@waybill/backstage-plugin-waybill-common';
import { WorkItemKey } from '../../store/WorkItem';

/** The Stages that take Freight from this one, as work items. */
export function stagesBehind(
  definition: PipelineDefinition | undefined,
  pipelineId: string,
  stage: string,
): WorkItemKey[] {
  return (definition?.stages ?? [])
    .filter(it =>
      it.requestedFreight.some(request =>
        request.sources.stages.includes(stage),
      ),
    )
    .map(it => ({ kind: 'stage', pipelineId, name: it.name }));
}
