import { ReviewView } from '@waybill/backstage-plugin-waybill-common';

/** What somebody said last to a step: what they said before counts no more. */
export function lastWord(
  said: ReviewView[],
  step: string,
  user: string,
): ReviewView | undefined {
  return said
    .filter(review => review.step === step && review.user === user)
    .at(-1);
}
