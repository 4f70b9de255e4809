import { FreightWithStatus } from '../model/Freight';
import { RequestedFreight } from '../model/PipelineDefinition';
import { StageSnapshot } from '../model/StageSnapshot';
import { availabilityGates } from './availabilityGates';
import { newestFirst } from './newestFirst';
import { originOf } from './originOf';

/**
 * The Freight of one origin that auto-promotion would bring into a Stage now, whether or not it runs there already.
 *
 * @remarks NewestFreight: the newest available. MatchUpstream: what its one upstream Stage runs, if that is available
 * (verified and soaked) too; nothing while the upstream runs several of this origin. Freight that soaks is not
 * available yet.
 * @public
 */
export function autoPromotionCandidate(
  snapshot: StageSnapshot,
  request: RequestedFreight,
  now: Date,
): FreightWithStatus | undefined {
  const available = selectable(snapshot, request).filter(
    freight => availabilityGates(snapshot.stage, freight, now).length === 0,
  );
  return available.sort(newestFirst)[0];
}

/** Freight that could become the candidate of this origin, were it available. */
export function selectable(
  snapshot: StageSnapshot,
  { origin, sources }: RequestedFreight,
): FreightWithStatus[] {
  const ofOrigin = snapshot.freight.filter(it => it.warehouse === origin.name);
  if (sources.selectionPolicy === 'NewestFreight') {
    return ofOrigin;
  }
  const upstream = sources.stages
    .flatMap(stage => snapshot.upstream[stage] ?? [])
    .filter(current => current.origin === originOf(origin.name));
  return sources.stages.length === 1 && upstream.length === 1
    ? ofOrigin.filter(it => it.id === upstream[0].freight)
    : [];
}
