import { InputError } from '@backstage/errors';
import { StepMessage } from '@waybill/backstage-plugin-waybill-node';
import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { z } from 'zod';
import { HttpSenderPort } from '../../ports';
import { MessageChannel } from './MessageChannel';
import { postJson } from './postJson';

const answerSchema = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  ts: z.string().optional(),
});

/**
 * A webhook that takes Slack's messages, as Slack, Mattermost, Rocket.Chat and others have it; or Slack itself, with a bot's token, which then
 * tells a message's thread.
 */
export function createSlackChannel(options: {
  name: string;
  /** The webhook, or `chat.postMessage`. */
  url: string;
  bot?: { token: string; channel: string };
  /** Whether messages may name another channel than its own. */
  anyChannel: boolean;
  http: HttpSenderPort;
}): MessageChannel {
  const { name, url, bot, anyChannel, http } = options;
  const where = `The channel "${name}"`;

  return {
    isRepeatable: false,
    async send(message) {
      const { signal } = message;
      const wanted = channelOf(message);
      if (wanted !== undefined && wanted !== bot?.channel && !anyChannel) {
        throw new InputError(
          `${where} posts to its own place alone, found a message for ${JSON.stringify(
            wanted,
          )}; "anyChannel: true" in its entry of waybill.messages.channels would let steps name another`,
        );
      }
      const answer = await postJson(http, where, {
        url,
        headers: bot
          ? [{ name: 'authorization', value: `Bearer ${bot.token}` }]
          : [],
        body: bodyOf(message, bot?.channel),
        signal,
      });
      if (!bot) {
        return {};
      }
      const { ok, error, ts } = readAnswer(answer.body, where);
      if (!ok) {
        throw new Error(`${where} was answered: ${error ?? 'no'}`);
      }
      return { threadTS: message.slack?.threadTS || ts };
    },
  };
}

/** What a message says of where it shall go; undefined: nothing. */
function channelOf({ content, slack }: StepMessage): JsonValue | undefined {
  return content ? content.channel : slack?.channelID || undefined;
}

function bodyOf({ text, content, slack }: StepMessage, channel?: string) {
  if (content) {
    return channel ? { channel, ...content } : content;
  }
  const to = slack?.channelID || channel;
  return {
    text,
    ...(to ? { channel: to } : {}),
    ...(slack?.threadTS ? { thread_ts: slack.threadTS } : {}),
  };
}

function readAnswer(body: Buffer, where: string) {
  try {
    return answerSchema.parse(JSON.parse(body.toString('utf8')));
  } catch {
    throw new Error(`${where} answered something else than Slack does`);
  }
}
