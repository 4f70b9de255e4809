import { useEffect, useState } from 'react';

const TICK_MS = 1_000;
const listeners = new Set<(now: number) => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * The time, once a second; all components share one clock, so that ages on one page agree.
 *
 * @returns milliseconds since the epoch
 */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    listeners.add(setNow);
    setNow(Date.now());
    timer ??= setInterval(() => {
      const time = Date.now();
      listeners.forEach(listener => listener(time));
    }, TICK_MS);
    return () => {
      listeners.delete(setNow);
      if (listeners.size === 0) {
        clearInterval(timer);
        timer = undefined;
      }
    };
  }, []);
  return now;
}
