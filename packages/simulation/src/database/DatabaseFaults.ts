import { Owner } from '../kernel/Owner';

/** What goes wrong between a process and the database. */
export interface DatabaseFaults {
  /** Why there is no connection; undefined: there is one. */
  onConnect(owner: Owner): Error | undefined;
  onCommit(owner: Owner): {
    delayMs: number;
    /** For the log. */
    name?: string;
    /** Instead of the commit. */
    before?: Error;
    /** After it: the answer is lost. */
    after?: Error;
  };
  /** A moment at which a process may die. */
  afterCommit(owner: Owner): void;
}
