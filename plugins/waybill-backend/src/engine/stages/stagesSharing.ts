import { PipelineDefinition } from '@waybill/backstage-plugin-waybill-common';
import { WorkItemKey } from '../../store/WorkItem';

/** The Stages that one of these lock groups keeps apart, as work items. */
export function stagesSharing(
  definition: PipelineDefinition | undefined,
  pipelineId: string,
  groups: string[],
): WorkItemKey[] {
  return (definition?.stages ?? [])
    .filter(it => it.queue?.lockGroups.some(group => groups.includes(group)))
    .map(it => ({ kind: 'stage', pipelineId, name: it.name }));
}
