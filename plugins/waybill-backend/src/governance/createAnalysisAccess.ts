import { Config } from '@backstage/config';
import { AnalysisRunRef } from '@waybill/backstage-plugin-waybill-common';
import { PipelineEntity } from '../ports';
import { isInAudience } from './isInAudience';
import { matchesAny } from './matchesAny';
import { readAnalysisGrants } from './readAnalysisGrants';

/**
 * Reads `waybill.analysis`. What comes back says whether an entity may have AnalysisRuns somewhere; undefined: yes, else a sentence.
 *
 * @param instances - names of the configured Argo CD instances; the first is the default
 */
export function createAnalysisAccess(
  config: Config,
  instances: readonly string[],
): (
  entity: PipelineEntity,
  where: Omit<AnalysisRunRef, 'name'>,
) => string | undefined {
  const grants = readAnalysisGrants(config);
  return (entity, { namespace, instance = instances[0] ?? '' }) =>
    grants.some(
      grant =>
        isInAudience(entity, grant) &&
        matchesAny(namespace, grant.namespaces) &&
        (!grant.instances || matchesAny(instance, grant.instances)),
    )
      ? undefined
      : `AnalysisRuns in the namespace "${namespace}" of Argo CD instance "${instance}" are not granted to ${entity.entityRef}; an entry of waybill.analysis.allow in the platform's configuration would grant them`;
}
