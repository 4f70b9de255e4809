/** What somebody said to a step of a Promotion. @public */
export interface ReviewView {
  /** Its alias. */
  step: string;
  /** Entity ref. */
  user: string;
  decision: 'approve' | 'reject';
  reason?: string;
  at: string;
}
