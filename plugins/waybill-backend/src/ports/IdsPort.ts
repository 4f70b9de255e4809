/** Where new names and chance come from, so that a simulation can replace them. */
export interface IdsPort {
  uuid(): string;
  /** Lower case; greater than every one before it from here, and of this time. */
  ulid(at: Date): string;
  /** From 0 up to 1. */
  random(): number;
}
