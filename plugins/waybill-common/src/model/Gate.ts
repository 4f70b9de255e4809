/**
 * One reason why Freight may not enter a Stage now.
 *
 * @remarks `refuse` answers a request to promote with 409; `wait` lets it in as Pending and the
 * promotion starts by itself when the last such gate lifts. Gates never speak of the caller's permission.
 * @public
 */
export interface Gate {
  code: GateCode;
  /** One sentence for a person. */
  message: string;
  /** ISO 8601; when it lifts, where that is known. */
  until?: string;
  /** ISO 8601; when what it speaks of came about, where that is known. */
  since?: string;
  effect: 'refuse' | 'wait';
}

/** @public */
export type GateCode =
  /** The Stage does not request Freight of this Warehouse. */
  | 'NotRequested'
  /** Not verified upstream and not approved. */
  | 'NotVerifiedUpstream'
  /** Verified upstream, but not there long enough yet. */
  | 'Soaking'
  /** Somebody rejected it. */
  | 'Rejected'
  /** A control-flow Stage has no steps of its own. */
  | 'ControlFlowStage'
  /** Another Promotion is running on the Stage, or stands before this one. */
  | 'PromotionRunning'
  /** A Promotion of another Stage holds a lock that this one needs. */
  | 'LockHeld'
  /** What runs now is still being verified. */
  | 'VerificationRunning'
  /** The definition is invalid, unreadable, or gone. */
  | 'PipelineUnavailable'
  /** The platform has not granted what the steps touch. */
  | 'NotAuthorized'
  /** A retry would go on from where the Stage no longer is. */
  | 'CannotResume';
