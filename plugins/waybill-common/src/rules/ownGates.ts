import { Gate } from '../model/Gate';
import { StageSnapshot } from '../model/StageSnapshot';
import { availabilityGates } from './availabilityGates';
import { pipelineRuns } from './pipelineRuns';
import { resumeGates } from './resumeGates';

/** The Stage has run it. */
const NOT_FOR_ROLLBACK: Gate['code'][] = ['NotVerifiedUpstream', 'Soaking'];

/**
 * Why Freight may not enter a Stage now, other promotions of the Stage left aside.
 *
 * @param options - `rollback`: the Stage has run it, so availability and soak do not apply; `resumes`: the Promotion whose steps it
 * goes on from
 */
export function ownGates(
  snapshot: StageSnapshot,
  freightId: string,
  now: Date,
  { rollback = false, resumes }: { rollback?: boolean; resumes?: string } = {},
): Gate[] {
  const { stage } = snapshot;
  const gates: Gate[] = [];
  if (stage.steps.length === 0) {
    gates.push({
      code: 'ControlFlowStage',
      effect: 'refuse',
      message: `${stage.name} is a control-flow Stage: Freight passes it by itself, there is nothing to promote`,
    });
  }
  const freight = snapshot.freight.find(it => it.id === freightId);
  if (freight) {
    gates.push(
      ...availabilityGates(stage, freight, now).filter(
        gate => !rollback || !NOT_FOR_ROLLBACK.includes(gate.code),
      ),
    );
  } else {
    gates.push({
      code: 'NotRequested',
      effect: 'refuse',
      message: `${stage.name} takes Freight ${freightId.slice(
        0,
        7,
      )} from none of its Warehouses`,
    });
  }
  if (!pipelineRuns(snapshot.pipelineState)) {
    gates.push({
      code: 'PipelineUnavailable',
      effect: 'wait',
      message:
        'the pipeline has lost its entity, annotation or file; nothing new starts until it is back',
    });
  }
  return [
    ...gates,
    ...resumeGates(snapshot, resumes),
    ...snapshot.platformGates,
  ];
}
