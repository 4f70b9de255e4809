/**
 * Thrown by a step that knows a definite no: the step ends Failed at once and is not tried again.
 *
 * @public
 */
export class StepFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StepFailure';
  }
}
