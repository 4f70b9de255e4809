/** One at a time, in the order of asking. */
export interface Mutex {
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
  readonly busy: boolean;
}

export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    get busy() {
      return waiting > 0;
    },
    async run(work, signal) {
      const before = last;
      let release = () => {};
      last = new Promise<void>(resolve => {
        release = resolve;
      });
      waiting += 1;
      try {
        await turn(before, signal);
      } catch (error) {
        // Leaving the queue must not let the next one in before the one in front of us is done.
        before.then(release);
        waiting -= 1;
        throw error;
      }
      try {
        return await work();
      } finally {
        waiting -= 1;
        release();
      }
    },
  };
}

function turn(before: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    before.then(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
  });
}
