import { Actor } from '../model/Actor';
import { FreightWithStatus } from '../model/Freight';
import { Gate } from '../model/Gate';
import { RequestedFreight, StageDefinition } from '../model/PipelineDefinition';
import { formatDuration } from './formatDuration';
import { listWords as list } from './listWords';
import { notVerifiedGate } from './notVerifiedGate';
import { requestFor } from './requestFor';
import { soakUntil } from './soakUntil';

/**
 * Why Freight is not available to a Stage; empty: it is.
 *
 * @remarks Available is what the Stage requests and is approved for it, or comes from the Warehouse directly, or is
 * verified in one (OneOf) or every (All) upstream Stage and has soaked there. Kargo calls soaking Freight
 * unavailable too; here that gate waits instead of refusing.
 * @public
 */
export function availabilityGates(
  stage: StageDefinition,
  freight: FreightWithStatus,
  now: Date,
): Gate[] {
  const gates: Gate[] = [];
  if (freight.status.rejected) {
    const { by, reason } = freight.status.rejected;
    gates.push(refuse('Rejected', `rejected by ${name(by)}: ${reason}`));
  }
  const request = requestFor(stage, freight);
  if (!request) {
    return [
      ...gates,
      refuse(
        'NotRequested',
        `${stage.name} takes no Freight of Warehouse ${freight.warehouse}`,
      ),
    ];
  }
  if (freight.status.approvedFor[stage.name] || request.sources.direct) {
    return gates;
  }
  return [...gates, ...upstreamGates(request, freight, now)];
}

function upstreamGates(
  { sources }: RequestedFreight,
  freight: FreightWithStatus,
  now: Date,
): Gate[] {
  const all = sources.availabilityStrategy === 'All';
  const verified = sources.stages.filter(it => freight.status.verifiedIn[it]);
  const missing = sources.stages.filter(it => !freight.status.verifiedIn[it]);
  const soakGates = () => soaking(verified, all, sources, freight, now);

  if (sources.stages.length === 0) {
    return [
      refuse('NotVerifiedUpstream', 'its request names no source to come from'),
    ];
  }
  if (all) {
    return [
      ...(missing.length > 0
        ? [notVerifiedGate(missing, 'and', freight.status)]
        : []),
      ...(verified.length > 0 ? soakGates() : []),
    ];
  }
  return verified.length > 0
    ? soakGates()
    : [notVerifiedGate(missing, 'or', freight.status)];
}

function soaking(
  stages: string[],
  all: boolean,
  { requiredSoakSeconds = 0 }: RequestedFreight['sources'],
  freight: FreightWithStatus,
  now: Date,
): Gate[] {
  const soaks = stages
    .map(stage => ({
      stage,
      until: soakUntil(freight.status, stage, requiredSoakSeconds)?.getTime(),
    }))
    .filter(soak => soak.until === undefined || soak.until > now.getTime());
  if (soaks.length === 0 || (!all && soaks.length < stages.length)) {
    return [];
  }
  const running = soaks
    .flatMap(({ stage, until }) =>
      until === undefined ? [] : { stage, until },
    )
    .sort((a, b) => a.until - b.until);
  const left = soaks.filter(soak => soak.until === undefined);

  // Nothing but a new stay upstream would lift this: it must not wait for ever.
  if (left.length > 0 && (all || running.length === 0)) {
    const where = list(
      left.map(soak => soak.stage),
      all ? 'and' : 'or',
    );
    return [
      refuse(
        'Soaking',
        `has not soaked in ${where} for ${formatDuration(
          requiredSoakSeconds,
        )}, and is not there now`,
      ),
    ];
  }
  const counted = all ? running : running.slice(0, 1);
  const remaining = counted.map(
    ({ stage, until }) =>
      `in ${stage} for ${formatDuration((until - now.getTime()) / 1000)} more`,
  );
  return [
    {
      code: 'Soaking',
      effect: 'wait',
      message: `soaks ${list(remaining, 'and')}`,
      until: new Date(counted[counted.length - 1].until).toISOString(),
    },
  ];
}

function refuse(code: Gate['code'], message: string): Gate {
  return { code, message, effect: 'refuse' };
}

/** `user:default/dana` is `dana` in a sentence. */
function name(actor: Actor): string {
  return actor.ref.slice(actor.ref.lastIndexOf('/') + 1);
}
