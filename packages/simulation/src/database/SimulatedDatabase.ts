import Database from 'better-sqlite3';
import { Owner } from '../kernel/Owner';
import { Scheduler } from '../kernel/Scheduler';
import { DatabaseFaults } from './DatabaseFaults';
import { writtenTable } from './writtenTable';

/** A right to use the database, held by one process at a time. */
export interface Connection {
  readonly owner: Owner;
  /** Virtual milliseconds. */
  readonly grantedAt: number;
  released: boolean;
  /** The commit has been asked for. */
  committing: boolean;
}

interface Waiter {
  owner: Owner;
  ask(): void;
  grant(): void;
}

/** Rows of a statement that reads or returns; the count of one that writes. */
type QueryAnswer =
  | { rows: unknown[]; result: undefined }
  | { rows: undefined; result: Database.RunResult };

/** Longest wait for a free connection to be handed over, in milliseconds. */
const HAND_OVER_MS = 2;

/**
 * SQLite in memory behind one connection that is handed over in seeded order. Who is granted it, and when it commits,
 * are events of their own; a process that dies holding it is rolled back.
 */
export class SimulatedDatabase {
  readonly raw: Database.Database;
  readonly counts = new Map<string, number>();
  /** Told after each commit, with the tables that it wrote. */
  onCommit: (tables: ReadonlySet<string>, connection: Connection) => void =
    () => {};
  readonly #statements = new Map<string, Database.Statement>();
  readonly #waiting: Waiter[] = [];
  #holder: Connection | undefined;
  #dirty = new Set<string>();

  constructor(
    template: Buffer,
    readonly scheduler: Scheduler,
    readonly faults: DatabaseFaults,
  ) {
    this.raw = new Database(template);
    // Twice as fast where a statement needs a table of its own, as claims do.
    this.raw.pragma('temp_store = MEMORY');
    // What the store reads where it is not given a clock.
    this.raw.function('julianday', { varargs: true }, () => {
      return Math.floor(scheduler.now) / 86_400_000 + 2_440_587.5;
    });
  }

  acquire(owner: Owner): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        owner,
        ask: () => {
          const refusal = this.faults.onConnect(owner);
          if (refusal) {
            reject(refusal);
          } else if (this.#holder) {
            this.#waiting.push(waiter);
          } else {
            waiter.grant();
          }
        },
        grant: () => {
          this.#holder = {
            owner,
            grantedAt: this.scheduler.now,
            released: false,
            committing: false,
          };
          resolve(this.#holder);
        },
      };
      this.#soon(waiter.ask, owner);
    });
  }

  release(connection: Connection): void {
    if (!connection.released) {
      connection.released = true;
      this.#holder = undefined;
      // Nobody's: a process that dies meanwhile must not take the connection with it.
      this.#soon(() => this.#handOver());
    }
  }

  /** Its process is gone: what it had not asked to be committed has not happened. */
  drop(owner: Owner): void {
    const holder = this.#holder;
    if (holder?.owner === owner && !holder.committing) {
      if (this.raw.inTransaction) {
        this.rollback(holder);
      }
      this.release(holder);
    }
  }

  /** A statement other than a commit; one that writes outside of a transaction is one, with a commit of its own. */
  async query(
    connection: Connection,
    sql: string,
    bindings: unknown[],
  ): Promise<QueryAnswer> {
    this.#assertHeld(connection);
    this.counts.set(sql, (this.counts.get(sql) ?? 0) + 1);
    const statement = this.prepare(sql);
    const write = writtenTable(sql);
    const alone = write !== undefined && !this.raw.inTransaction;
    if (alone) {
      this.raw.exec('BEGIN');
    }
    let answer: QueryAnswer;
    try {
      answer = statement.reader
        ? { rows: statement.all(bindings), result: undefined }
        : { rows: undefined, result: statement.run(bindings) };
    } catch (error) {
      if (alone) {
        this.rollback(connection);
      }
      throw error;
    }
    if (write !== undefined && changedSomething(answer)) {
      this.#dirty.add(write);
    }
    if (alone) {
      await this.commit(connection);
    }
    return answer;
  }

  begin(connection: Connection): void {
    this.#assertHeld(connection);
    this.raw.exec('BEGIN');
  }

  rollback(connection: Connection): void {
    this.#assertHeld(connection);
    this.raw.exec('ROLLBACK');
    this.#dirty.clear();
  }

  /** Once asked for it happens, or not, whatever becomes of who asked; the answer may never come. */
  commit(connection: Connection): Promise<void> {
    this.#assertHeld(connection);
    if (this.#dirty.size === 0) {
      this.raw.exec('COMMIT');
      return Promise.resolve();
    }
    const { scheduler, faults } = this;
    const { owner } = connection;
    const fault = faults.onCommit(owner);
    const tables = [...this.#dirty].sort().join(' ');
    connection.committing = true;
    return new Promise((resolve, reject) => {
      const commit = () => {
        if (fault.before) {
          this.rollback(connection);
        } else {
          this.raw.exec('COMMIT');
          this.#committed(connection);
        }
        this.release(connection);
        const lost = fault.before ?? fault.after;
        this.#soon(() => {
          if (lost) reject(lost);
          else resolve();
          owner.dozing.forEach(ask => ask());
        }, owner);
        faults.afterCommit(owner);
      };
      const what = `${owner.name} commits ${tables}${
        fault.name ? ` (${fault.name})` : ''
      }`;
      scheduler.schedule(fault.delayMs, what, commit);
    });
  }

  prepare(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.raw.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  close(): void {
    this.raw.close();
  }

  #committed(connection: Connection): void {
    const tables = this.#dirty;
    this.#dirty = new Set();
    if (tables.size > 0) {
      this.onCommit(tables, connection);
    }
  }

  #handOver(): void {
    const { scheduler } = this;
    while (!this.#holder && this.#waiting.length > 0) {
      const index = scheduler.chance.int(0, this.#waiting.length - 1);
      const [chosen] = this.#waiting.splice(index, 1);
      const { owner } = chosen;
      if (owner.alive && owner.pausedUntil > scheduler.now) {
        this.#soon(chosen.ask, owner);
      } else if (owner.alive) {
        chosen.grant();
      }
    }
  }

  #soon(run: () => void, owner?: Owner): void {
    const { scheduler } = this;
    scheduler.schedule(scheduler.chance.next() * HAND_OVER_MS, '', run, owner);
  }

  #assertHeld(connection: Connection): void {
    if (connection.released || this.#holder !== connection) {
      throw new Error(
        `${connection.owner.name} uses a connection that it does not hold`,
      );
    }
  }
}

function changedSomething({ rows, result }: QueryAnswer): boolean {
  return rows ? rows.length > 0 : result.changes > 0;
}
