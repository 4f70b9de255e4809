import {
  HttpAnswer,
  HttpPort,
  HttpUnansweredError,
} from '@waybill/backstage-plugin-waybill-node';
import { Outside } from '../outside/Outside';
import { PortCalls } from './PortCalls';
import { Turn } from './Turn';

/** A service over the wire, for one turn, that is told which tag it gets, and fails with a bad one. */
export function createHttpPort(
  outside: Outside,
  calls: PortCalls,
  turn: Turn,
  onSend: (turn: Turn, what: string) => void,
): HttpPort {
  return {
    async send({ method, url, headers, signal }) {
      const key =
        headers.find(it => it.name === 'Idempotency-Key')?.value ?? '';
      const what = `${method} ${key}`;
      onSend(turn, what);
      return calls.call({
        owner: turn.owner,
        port: 'http',
        what,
        effect: true,
        signal,
        unanswered: (why, mayHaveArrived) =>
          new HttpUnansweredError(why, mayHaveArrived),
        run(arrival): HttpAnswer {
          outside.happened({ type: 'request', key, arrival }, turn);
          const tag = new URL(url).searchParams.get('tag') ?? '';
          const status = outside.badTags.has(tag) ? 500 : 200;
          return { url, status, headers: {}, body: Buffer.from('{}') };
        },
      });
    },
  };
}
