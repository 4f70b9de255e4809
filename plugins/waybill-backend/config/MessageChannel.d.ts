import { Audience } from './Audience';

/** One way to people, and whose pipelines may use it. */
export interface MessageChannel extends Audience {
  /** What steps call it. */
  name: string;
  /**
   * `notifications`: Backstage's own. `slack`: a webhook that takes Slack's messages, as Slack, Mattermost and Rocket.Chat have it, or
   * Slack itself with a bot's token. `http`: an address that gets the message in a POST, with the header `Idempotency-Key`.
   */
  type: 'notifications' | 'slack' | 'http';
  /**
   * Of `slack` and `http`: where messages are posted, whatever `http.allow` says. With a bot's token the default is Slack's
   * `chat.postMessage`, else it is required.
   *
   * @visibility secret
   */
  url?: string;
  /**
   * Of `slack`: a bot's, instead of a webhook.
   *
   * @visibility secret
   */
  token?: string;
  /** Of `slack`, with a token: the channel. */
  channel?: string;
  /** Of `slack`: whether a step may name another channel, where the token or the webhook reaches it. Default: false. */
  anyChannel?: boolean;
  /** Of `http`: sent with each message. */
  headers?: Array<{
    name: string;
    /** @visibility secret */
    value: string;
  }>;
  /** Of `notifications`: refs of users, groups and entities. Default: the pipeline's entity, and so its owners. */
  recipients?: string[];
  /** Of `notifications`: to everybody, instead. Default: false. */
  broadcast?: boolean;
  /** Of `notifications`. Default: as Backstage says, normal. */
  severity?: 'critical' | 'high' | 'normal' | 'low';
}
