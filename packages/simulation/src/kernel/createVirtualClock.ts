import { ClockPort } from '@waybill/backstage-plugin-waybill-backend/src/ports';
import { Owner } from './Owner';
import { Poll } from './Poll';
import { Scheduler, Task } from './Scheduler';

/** A host whose clock runs at `rate` times the database's, and which was started some time ago. */
export function createVirtualClock(options: {
  scheduler: Scheduler;
  owner: Owner;
  rate: number;
  /** What a sleep of exactly so many milliseconds is a poll for. */
  polls: ReadonlyMap<number, Poll>;
}): ClockPort {
  const { scheduler, owner, rate, polls } = options;
  const booted = scheduler.now - scheduler.chance.int(0, 1_000_000);

  return {
    now: async () => new Date(Math.floor(scheduler.now)),
    elapsed: () => (scheduler.now - booted) * rate,
    sleep(milliseconds, signal) {
      if (signal.aborted) {
        return Promise.resolve();
      }
      const poll = polls.get(milliseconds);
      return new Promise(resolve => {
        let task: Task | undefined;
        function stop() {
          if (poll?.wakes && !owner.stopping && !poll.finds()) {
            owner.dozing.add(stop);
            return;
          }
          owner.dozing.delete(stop);
          if (task) {
            task.cancelled = true;
          }
          resolve();
        }
        function wake() {
          if (poll && !poll.finds()) {
            // It would find nothing and change nothing, thousands of times in a run.
            wait();
            return false;
          }
          signal.removeEventListener('abort', stop);
          owner.dozing.delete(stop);
          resolve();
          return undefined;
        }
        function wait() {
          task = scheduler.schedule(milliseconds / rate, '', wake, owner);
        }
        wait();
        signal.addEventListener('abort', stop, { once: true });
      });
    },
  };
}
