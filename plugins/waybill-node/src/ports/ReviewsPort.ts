/** What a person said to a Promotion's step that asks for it. @public */
export interface Review {
  /** `user:default/mira` */
  user: string;
  decision: 'approve' | 'reject';
  reason?: string;
  /** ISO 8601 */
  at: string;
  /** Who they were and what they belonged to when they signed: refs of users and groups. */
  ownershipEntityRefs: string[];
}

/** @public */
export interface ReviewsPort {
  /** Of one step, oldest first. Somebody who changed their mind is in it more than once. */
  list(options: { promotion: string; alias: string }): Promise<Review[]>;
}
