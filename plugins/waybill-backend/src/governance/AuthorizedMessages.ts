import { MessagesPort } from '@waybill/backstage-plugin-waybill-node';
import { assertGranted } from './assertGranted';

/** Messages over the channels that the platform has for one pipeline. */
export class AuthorizedMessages implements MessagesPort {
  constructor(
    private readonly messages: MessagesPort,
    /** Undefined: yes, else a sentence. */
    private readonly mayUse: (channel: string) => string | undefined,
  ) {}

  isRepeatable(channel: string) {
    assertGranted(this.mayUse(channel));
    return this.messages.isRepeatable(channel);
  }

  async send(message: Parameters<MessagesPort['send']>[0]) {
    assertGranted(this.mayUse(message.channel));
    return this.messages.send(message);
  }
}
