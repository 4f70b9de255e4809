import { Config } from '@backstage/config';
import { NotificationSeverity } from '@backstage/plugin-notifications-common';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { HttpSenderPort } from '../ports';
import { createHttpChannel } from './channels/createHttpChannel';
import { createNotificationsChannel } from './channels/createNotificationsChannel';
import { createSlackChannel } from './channels/createSlackChannel';
import { MessageChannel } from './channels/MessageChannel';

const KEY = 'waybill.messages.channels';
const SLACK = 'https://slack.com/api/chat.postMessage';
const SEVERITIES: NotificationSeverity[] = [
  'critical',
  'high',
  'normal',
  'low',
];

/** Reads `waybill.messages.channels`, by name. Throws where it names what there is not. */
export function readChannels(
  config: Config,
  parts: { http: HttpSenderPort; notifications: NotificationService },
): Map<string, MessageChannel> {
  const channels = new Map<string, MessageChannel>();
  for (const entry of config.getOptionalConfigArray(KEY) ?? []) {
    const name = entry.getString('name');
    if (channels.has(name)) {
      throw new Error(`${KEY}: two are called "${name}"`);
    }
    channels.set(name, readChannel(name, entry, parts));
  }
  return channels;
}

function readChannel(
  name: string,
  entry: Config,
  { http, notifications }: Parameters<typeof readChannels>[1],
): MessageChannel {
  const type = entry.getString('type');
  switch (type) {
    case 'notifications':
      return createNotificationsChannel({
        name,
        notifications,
        recipients: entry.getOptionalBoolean('broadcast')
          ? 'broadcast'
          : entry.getOptionalStringArray('recipients'),
        severity: severityOf(name, entry.getOptionalString('severity')),
      });
    case 'slack': {
      const token = entry.getOptionalString('token');
      return createSlackChannel({
        name,
        http,
        url: token
          ? urlOf(name, entry.getOptionalString('url') ?? SLACK)
          : urlOf(name, entry.getString('url')),
        bot: token ? { token, channel: entry.getString('channel') } : undefined,
        anyChannel: entry.getOptionalBoolean('anyChannel') ?? false,
      });
    }
    case 'http':
      return createHttpChannel({
        name,
        http,
        url: urlOf(name, entry.getString('url')),
        headers: (entry.getOptionalConfigArray('headers') ?? []).map(
          header => ({
            name: header.getString('name'),
            value: header.getString('value'),
          }),
        ),
      });
    default:
      throw new Error(
        `${KEY} "${name}": expected the type notifications, slack or http, found "${type}"`,
      );
  }
}

function urlOf(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username) {
    // It is not repeated: a webhook's address is a secret.
    throw new Error(
      `${KEY} "${name}": expected an http or https url, without a user in it`,
    );
  }
  return text;
}

function severityOf(
  name: string,
  text: string | undefined,
): NotificationSeverity | undefined {
  const known = SEVERITIES.find(severity => severity === text);
  if (text !== undefined && !known) {
    throw new Error(
      `${KEY} "${name}": expected a severity of ${SEVERITIES.join(
        ', ',
      )}, found "${text}"`,
    );
  }
  return known;
}
