import { Gate, StageView } from '@waybill/backstage-plugin-waybill-common';
import { Statement } from './Statement';

/** What the Freight that is next in a Stage waits for. */
export function describeNext(
  stage: StageView,
  stages: StageView[],
  freight: { version: string; arrivedAt: string | undefined },
): Statement {
  const { version, arrivedAt } = freight;
  const gates = stage.next?.gates ?? [];
  const has = (code: Gate['code']) => gates.find(gate => gate.code === code);
  const { setback } = stage.next ?? {};
  if (setback?.kind === 'RolledBack') {
    return { kind: 'rolledBack', version, stages: [stage.name], setback };
  }
  if (gates.length === 0) {
    return { kind: 'ready', version, stages: [stage.name], arrivedAt };
  }
  const soaking = has('Soaking');
  const from = stage.requests.flatMap(request => request.stages);
  const holding = from.filter(name =>
    stages
      .find(s => s.name === name)
      ?.current.some(current => current.freight === stage.next?.freight),
  );
  if (soaking?.until && gates.every(gate => gate.code === 'Soaking')) {
    return {
      kind: 'soaks',
      version,
      from: holding.length > 0 ? holding : from,
      until: soaking.until,
      arrivedAt,
    };
  }
  if (has('NotVerifiedUpstream') && from.length > 0) {
    return {
      kind: 'unverified',
      version,
      stages: [stage.name],
      from,
      arrivedAt,
    };
  }
  return { kind: 'waits', version, stages: [stage.name], arrivedAt };
}
