import { PipelineDefinition } from '@waybill/backstage-plugin-waybill-common';
import { Resources } from './Resources';

/** Fields of Kargo's that are understood, restrict nothing, and do nothing here. They are shown, as foreign documents are. */
export function ignoredFields(
  resources: Resources,
): PipelineDefinition['ignored'] {
  return [
    ...resources.Warehouse.filter(({ data }) => data.spec.shard).map(
      ({ source }) => ({
        ...source.locate(['spec', 'shard'], 'key'),
        kind: 'Warehouse.spec.shard',
        name: source.name,
      }),
    ),
    ...resources.ProjectConfig.flatMap(({ source, data }) =>
      (['webhookReceivers', 'freightLinks', 'stageLinks'] as const)
        .filter(field => data.spec[field]?.length)
        .map(field => ({
          ...source.locate(['spec', field], 'key'),
          kind: `ProjectConfig.spec.${field}`,
          name: source.name,
        })),
    ),
  ];
}
