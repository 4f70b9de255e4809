import { HttpSenderPort } from '../../ports';
import { MessageChannel } from './MessageChannel';
import { postJson } from './postJson';

/** Posts what it is told to an address; the header `Idempotency-Key` is the same for the same message. */
export function createHttpChannel(options: {
  name: string;
  url: string;
  headers: { name: string; value: string }[];
  http: HttpSenderPort;
}): MessageChannel {
  return {
    isRepeatable: false,
    async send({ text, content, key, subject, signal }) {
      await postJson(options.http, `The channel "${options.name}"`, {
        url: options.url,
        headers: [...options.headers, { name: 'idempotency-key', value: key }],
        body: content ?? { text, ...subject },
        signal,
      });
      return {};
    },
  };
}
