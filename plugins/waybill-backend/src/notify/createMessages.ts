import { Config } from '@backstage/config';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { MessagesPort } from '@waybill/backstage-plugin-waybill-node';
import { HttpSenderPort } from '../ports';
import { readChannels } from './readChannels';

/** Messages over the channels of `waybill.messages.channels`; whose pipelines may use one is not asked here. */
export function createMessages(options: {
  config: Config;
  http: HttpSenderPort;
  notifications: NotificationService;
}): MessagesPort {
  const channels = readChannels(options.config, options);

  function channelOf(name: string) {
    const channel = channels.get(name);
    if (!channel) {
      throw new Error(
        `There is no channel "${name}" in waybill.messages.channels`,
      );
    }
    return channel;
  }

  return {
    isRepeatable: name => channelOf(name).isRepeatable,
    send: async message => channelOf(message.channel).send(message),
  };
}
