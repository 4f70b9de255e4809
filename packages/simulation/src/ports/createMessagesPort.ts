import {
  HttpUnansweredError,
  MessagesPort,
} from '@waybill/backstage-plugin-waybill-node';
import { Outside } from '../outside/Outside';
import { PortCalls } from './PortCalls';
import { Turn } from './Turn';

/** Channels over the wire, for one turn: `news` knows a message again by its key, any other shows what it gets. */
export function createMessagesPort(
  outside: Outside,
  calls: PortCalls,
  turn: Turn,
  onSend: (turn: Turn, what: string) => void,
): MessagesPort {
  return {
    isRepeatable: channel => channel === 'news',
    async send({ channel, key, signal }) {
      const what = `send ${key} to ${channel}`;
      onSend(turn, what);
      return calls.call({
        owner: turn.owner,
        port: 'messages',
        what,
        effect: true,
        signal,
        unanswered: (why, mayHaveArrived) =>
          new HttpUnansweredError(why, mayHaveArrived),
        run(arrival) {
          outside.happened({ type: 'message', channel, key, arrival }, turn);
          return {};
        },
      });
    },
  };
}
