import { useCallback, useEffect, useRef, useState } from 'react';
import { withTimeout } from '../model/withTimeout';

const ANSWER_WITHIN_MS = 30_000;

/** What is known of something that is asked again and again. */
export interface Live<T> {
  /** The last good answer; a failed question does not take it away. */
  value: T | undefined;
  /** Of the last question, if it failed. */
  error: unknown;
  /** Milliseconds since the epoch; when the last good answer came. */
  updatedAt: number | undefined;
  /** Asks now; an answer that is on its way counts no more. */
  reload(): Promise<void>;
  /** Asks now, or when the answer is there that is on its way; not while nobody looks. */
  askAgain(): void;
}

/**
 * Asks for something now and again, while the page is visible.
 *
 * @param ask - must keep its identity; a new one starts afresh
 * @param pauseAfter - milliseconds until the next question, by the last good answer; undefined: no more
 */
export function useLive<T>(
  ask: () => Promise<T>,
  pauseAfter: (value: T | undefined) => number | undefined,
): Live<T> {
  const [state, setState] = useState<Omit<Live<T>, 'reload' | 'askAgain'>>({
    value: undefined,
    error: undefined,
    updatedAt: undefined,
  });
  const pause = useRef(pauseAfter);
  pause.current = pauseAfter;
  const turn = useRef<() => Promise<void>>(async () => {});
  const next = useRef<() => void>(() => {});

  useEffect(() => {
    let stopped = false;
    let question = 0;
    let isAsking = false;
    let isWanted = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let latest: T | undefined;
    setState({ value: undefined, error: undefined, updatedAt: undefined });

    const askNow = async () => {
      clearTimeout(timer);
      question += 1;
      const own = question;
      isAsking = true;
      isWanted = false;
      // An answer that was overtaken by a newer question says nothing about now.
      const overtaken = () => stopped || own !== question;
      try {
        const value = await withTimeout(ask(), ANSWER_WITHIN_MS);
        if (overtaken()) return;
        latest = value;
        setState({ value, error: undefined, updatedAt: Date.now() });
      } catch (error) {
        if (overtaken()) return;
        setState(before => ({ ...before, error }));
      }
      isAsking = false;
      if (isWanted && document.visibilityState === 'visible') {
        askNow();
        return;
      }
      const wait = pause.current(latest);
      if (wait !== undefined && document.visibilityState === 'visible') {
        timer = setTimeout(askNow, wait);
      }
    };
    const again = () => {
      if (isAsking) isWanted = true;
      else if (document.visibilityState === 'visible') askNow();
    };
    const onVisibility = () => {
      if (document.visibilityState !== 'visible') clearTimeout(timer);
      else if (pause.current(latest) !== undefined) askNow();
    };

    turn.current = askNow;
    next.current = again;
    document.addEventListener('visibilitychange', onVisibility);
    askNow();
    return () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [ask]);

  const reload = useCallback(() => turn.current(), []);
  const askAgain = useCallback(() => next.current(), []);
  return { ...state, reload, askAgain };
}
