/** A look at the database after a sleep; skipped where it would find nothing. */
export interface Poll {
  finds(): boolean;
  /** The end of the sleep by its signal is a poll too, and not the end of polling. */
  wakes: boolean;
}
