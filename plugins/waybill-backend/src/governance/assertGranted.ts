import { NotAllowedError } from '@backstage/errors';

/** Turns the sentence that says what is not granted into a refusal. */
export function assertGranted(refused: string | undefined): void {
  if (refused) {
    throw new NotAllowedError(refused);
  }
}
