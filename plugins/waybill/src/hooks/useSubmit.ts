import { useRef, useState } from 'react';
import { withTimeout } from '../model/withTimeout';

/** How a request stands that somebody has sent from a dialog. */
export interface Submission {
  /** It is on its way, and no answer has come yet. */
  busy: boolean;
  /** Why it was not done, or that nobody knows whether it was. */
  error?: unknown;
  submit(send: () => Promise<void>): Promise<void>;
}

/** Sends one request at a time. An answer that comes after it was waited for still counts, unless it was sent again since. */
export function useSubmit(answerWithinMs: number): Submission {
  const [state, setState] = useState<Omit<Submission, 'submit'>>({
    busy: false,
  });
  const turn = useRef(0);
  const submit = async (send: () => Promise<void>) => {
    turn.current += 1;
    const mine = turn.current;
    const fail = (error: unknown) => {
      if (turn.current === mine) setState({ busy: false, error });
    };
    setState({ busy: true });
    const answer = send();
    answer.catch(fail);
    await withTimeout(answer, answerWithinMs).catch(fail);
  };
  return { ...state, submit };
}
