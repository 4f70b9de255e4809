import { ClockPort } from '../ports';
import { databaseNow } from '../store/databaseNow';

/** Real time. */
export const systemClock: ClockPort = {
  now: databaseNow,
  elapsed: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise<void>(resolve => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      signal.addEventListener('abort', done);
    }),
};
