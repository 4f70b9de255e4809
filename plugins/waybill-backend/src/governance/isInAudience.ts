import { normalizeGitUrl } from '@waybill/backstage-plugin-waybill-common';
import { PipelineEntity } from '../ports';
import { Audience } from './Audience';
import { matchesAny } from './matchesAny';

/** Whether an entity meets every list that is given. Pure. */
export function isInAudience(
  entity: PipelineEntity,
  audience: Audience,
): boolean {
  const meets = (refs: readonly string[], patterns: string[] | undefined) =>
    !patterns || refs.some(ref => matchesAny(ref, patterns));
  const source = entity.ownRepositoryUrl;
  return (
    meets([entity.entityRef], audience.entities) &&
    meets(entity.owners, audience.owners) &&
    meets(entity.systems, audience.systems) &&
    meets(entity.domains, audience.domains) &&
    meets(source ? [normalizeGitUrl(source)] : [], audience.sources)
  );
}
