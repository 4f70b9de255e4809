/** What a person says to a Promotion whose step asks for it. @public */
export interface ReviewRequest {
  decision: 'approve' | 'reject';
  reason?: string;
  /** Alias of the step. Default: the one that waits. */
  step?: string;
}
