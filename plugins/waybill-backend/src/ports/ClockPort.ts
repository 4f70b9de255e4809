import { Knex } from 'knex';

/** Where time comes from, so that a simulation can replace it. */
export interface ClockPort {
  /** The database's time. */
  now(tx: Knex): Promise<Date>;
  /** A steady count of milliseconds, for durations only. */
  elapsed(): number;
  /** Resolves after so many milliseconds, or at once when the signal aborts. Never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}
