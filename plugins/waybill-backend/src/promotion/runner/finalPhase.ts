import {
  PromotionStepDefinition,
  PromotionStepState,
  stepName,
  StepStatus,
} from '@waybill/backstage-plugin-waybill-common';

export interface FinalPhase {
  phase: 'Succeeded' | 'Failed' | 'Errored' | 'Aborted';
  message: string;
}

const SEVERITY: StepStatus[] = [
  'Pending',
  'Succeeded',
  'Skipped',
  'Running',
  'Aborted',
  'Failed',
  'Errored',
];

/** The worst of the steps that may not fail, with the message of the first that ended so. */
export function finalPhase(
  steps: Pick<PromotionStepDefinition, 'continueOnError'>[],
  states: (Pick<PromotionStepState, 'alias' | 'status' | 'message'> &
    Partial<Pick<PromotionStepState, 'uses'>>)[],
): FinalPhase {
  const counted = states.filter((_, index) => !steps[index].continueOnError);
  const worst = counted.reduce(
    (found, { status }) =>
      SEVERITY.indexOf(status) > SEVERITY.indexOf(found) ? status : found,
    'Succeeded' as StepStatus,
  );
  const culprit = counted.find(state => state.status === worst);
  const message = culprit
    ? `Step ${stepName(culprit)}: ${culprit.message}`
    : '';
  switch (worst) {
    case 'Failed':
    case 'Errored':
    case 'Aborted':
      return { phase: worst, message };
    case 'Running':
      return { phase: 'Errored', message };
    default:
      return { phase: 'Succeeded', message: '' };
  }
}
