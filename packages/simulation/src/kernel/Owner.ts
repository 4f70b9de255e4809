/** A process: what it waits for reaches it only while it lives, and not while it is paused. */
export interface Owner {
  readonly name: string;
  alive: boolean;
  /** Virtual milliseconds. */
  pausedUntil: number;
}
