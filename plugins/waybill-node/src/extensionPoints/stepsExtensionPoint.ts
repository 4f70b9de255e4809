import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { StepDefinition } from '../steps/StepDefinition';

/** @public */
export interface StepsExtensionPoint {
  /** Throws when the id is taken. */
  addStep<TConfig>(step: StepDefinition<TConfig>): void;
}

/** Where built-in and third-party promotion steps are registered. @public */
export const stepsExtensionPoint = createExtensionPoint<StepsExtensionPoint>({
  id: 'waybill.steps',
});
