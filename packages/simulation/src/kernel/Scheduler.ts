import Heap from 'heap-js';
import { Chance } from './Chance';
import { EventLog } from './EventLog';
import { Owner } from './Owner';

/** Something that will happen at a virtual time. */
export interface Task {
  at: number;
  /** Among those of one moment, chance decides. */
  order: number;
  what: string;
  owner?: Owner;
  cancelled: boolean;
  /** False: nothing has happened. */
  run(): void | false;
}

/**
 * The only source of order: what is due next happens, and everything that follows from it without waiting; nothing else
 * runs meanwhile.
 */
export class Scheduler {
  /** Virtual milliseconds since 1970. */
  now: number;
  /** How many events have happened. */
  events = 0;
  /** Of an event; ends the run. */
  failure: { error: unknown } | undefined;
  readonly #heap = new Heap<Task>((a, b) => a.at - b.at || a.order - b.order);

  constructor(start: Date, readonly chance: Chance, readonly log: EventLog) {
    this.now = start.getTime();
  }

  schedule(
    delayMs: number,
    what: string,
    run: Task['run'],
    owner?: Owner,
  ): Task {
    const task: Task = {
      at: this.now + Math.max(0, delayMs),
      order: this.chance.next(),
      what,
      owner,
      cancelled: false,
      run,
    };
    this.#heap.push(task);
    return task;
  }

  /** Lets the next event happen; false: nothing is to come before that time. */
  async step(until: number): Promise<boolean> {
    if (this.events === 0) {
      await drained();
    }
    for (;;) {
      const task = this.#heap.peek();
      if (!task || task.at > until) {
        return false;
      }
      this.#heap.pop();
      if (task.cancelled || task.owner?.alive === false) {
        continue;
      }
      if (task.owner && task.owner.pausedUntil > task.at) {
        task.at = task.owner.pausedUntil;
        this.#heap.push(task);
        continue;
      }
      this.now = task.at;
      if (task.what) {
        this.log.add(this.now, task.owner?.name, task.what);
      }
      if (task.run() === false) {
        continue;
      }
      this.events += 1;
      await drained();
      if (this.failure) {
        throw this.failure.error;
      }
      return true;
    }
  }
}

/** When nothing is left that could go on by itself. */
function drained(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}
