import { DefinitionError } from '@waybill/backstage-plugin-waybill-common';
import { errorAt } from '../parse/SourceDocument';
import { Resource, Resources } from './Resources';

/** A pipeline's own cluster task must not stand for one that the platform offers under the same name. */
export function checkClusterTasks(
  resources: Resources,
  ofThePlatform: readonly Resource<'ClusterPromotionTask'>[],
): DefinitionError[] {
  const taken = new Set(ofThePlatform.map(({ source }) => source.name));
  return resources.ClusterPromotionTask.flatMap(({ source }) =>
    taken.has(source.name)
      ? [
          errorAt(source, {
            path: ['metadata', 'name'],
            message: `The platform has a ClusterPromotionTask "${source.name}" already; choose another name, or use a PromotionTask`,
          }),
        ]
      : [],
  );
}
