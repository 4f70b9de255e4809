import { useState } from 'react';
import { mayBeDone } from '../model/mayBeDone';
import { newKey } from '../model/newKey';
import { SentRequest } from '../model/SentRequest';
import { sentRequests } from '../model/sentRequests';

/** A request that is done once, however often it is sent. */
export interface Once {
  /** It is on its way, or got no answer: to be sent again as it was. */
  sent: SentRequest | undefined;
  /** Sends it; or again what was sent before without an answer, whatever is asked now. */
  send<T>(
    asked: Pick<SentRequest, 'reason' | 'choice'>,
    send: (request: SentRequest) => Promise<T>,
  ): Promise<T>;
  /** What is sent next is another request. */
  forget(): void;
}

/**
 * The same request has the same key until it is answered: by a success, or by a refusal.
 *
 * @param of - what the request is about; what was sent about it is remembered beyond the dialog
 */
export function useOnce(of: string): Once {
  const [sent, setSent] = useState(() => sentRequests.find(of));
  const forget = (request: SentRequest) => {
    sentRequests.forget(of, request);
    setSent(current =>
      current?.idempotencyKey === request.idempotencyKey ? undefined : current,
    );
  };
  return {
    sent,
    forget: () => sent && forget(sent),
    async send(asked, send) {
      const same = sent ?? { ...asked, idempotencyKey: newKey() };
      const request = { ...same, at: Date.now() };
      sentRequests.keep(of, request);
      setSent(request);
      try {
        const made = await send(request);
        forget(request);
        return made;
      } catch (error) {
        if (!mayBeDone(error)) forget(request);
        throw error;
      }
    },
  };
}
