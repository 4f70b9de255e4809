import { PromotionStepDefinition } from '../model/PipelineDefinition';
import { PromotionStepState, StepStatus } from '../model/Promotion';

const SEVERITY: StepStatus[] = [
  'Succeeded',
  'Skipped',
  'Pending',
  'Running',
  'Aborted',
  'Failed',
  'Errored',
];

/**
 * The phase of a Promotion whose steps have all had their turn: the worst status of a step that has no
 * `continueOnError`. One that never ended makes it Errored.
 * @public
 */
export function promotionPhase(
  stepStates: Pick<PromotionStepState, 'status'>[],
  steps: Pick<PromotionStepDefinition, 'continueOnError'>[],
): 'Succeeded' | 'Failed' | 'Errored' | 'Aborted' {
  const index = decisiveStep(stepStates, steps);
  switch (index === undefined ? 'Succeeded' : stepStates[index].status) {
    case 'Succeeded':
    case 'Skipped':
      return 'Succeeded';
    case 'Failed':
      return 'Failed';
    case 'Aborted':
      return 'Aborted';
    default:
      return 'Errored';
  }
}

/** The first step of the worst status: whose message is the Promotion's. @public */
export function decisiveStep(
  stepStates: Pick<PromotionStepState, 'status'>[],
  steps: Pick<PromotionStepDefinition, 'continueOnError'>[],
): number | undefined {
  let worst: number | undefined;
  stepStates.forEach(({ status }, index) => {
    const severity = SEVERITY.indexOf(status);
    if (
      !steps[index]?.continueOnError &&
      (worst === undefined ||
        severity > SEVERITY.indexOf(stepStates[worst].status))
    ) {
      worst = index;
    }
  });
  return worst;
}
