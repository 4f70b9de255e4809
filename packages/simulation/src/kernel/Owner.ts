/** A process: what it waits for reaches it only while it lives, and not while it is paused. */
export interface Owner {
  readonly name: string;
  alive: boolean;
  /** Virtual milliseconds. */
  pausedUntil: number;
  /** It has been told to stop. */
  stopping: boolean;
  /** Loops that were woken when there was nothing for them to do; asked again when its next commit is answered. */
  readonly dozing: Set<() => void>;
}
