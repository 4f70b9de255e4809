import { ClockPort } from '../ports';
import { databaseNow } from './databaseNow';

/** Real time. */
export const systemClock: ClockPort = {
  now: databaseNow,
  elapsed: () => performance.now(),
  async sleep(milliseconds, signal) {
    let timer: NodeJS.Timeout | undefined;
    let wake: () => void = () => {};
    await new Promise<void>(resolve => {
      wake = () => resolve();
      if (signal.aborted) {
        resolve();
      } else {
        timer = setTimeout(wake, milliseconds);
        signal.addEventListener('abort', wake);
      }
    });
    clearTimeout(timer);
    signal.removeEventListener('abort', wake);
  },
};
