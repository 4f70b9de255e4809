/** A request that makes a Promotion, sent and not answered for certain yet: it may have been done. */
export interface SentRequest {
  /** Sent again with it, the same request is done once. */
  idempotencyKey: string;
  reason?: string;
  /** What was chosen in its dialog: the Freight to go back to, or from where to try again. */
  choice?: string;
  /** When it was sent last, in milliseconds since 1970. */
  at: number;
}
