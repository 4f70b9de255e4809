import { InputError, isError } from '@backstage/errors';
import {
  JsonObject,
  JsonValue,
} from '@waybill/backstage-plugin-waybill-common';
import {
  HttpUnansweredError,
  StepContext,
  StepDefinition,
  StepMessage,
  StepResult,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { parseYaml } from '../reading/parseYaml';
import { notBuilt } from './notBuilt';

const schema = z.strictObject({
  channel: z.union([
    z.string().min(1),
    z.strictObject({
      // Kargo tells a project's channels from all projects'; here the platform says whose each is.
      kind: z.enum(['MessageChannel', 'ClusterMessageChannel']).optional(),
      name: z.string().min(1),
    }),
  ]),
  message: z.string().min(1),
  encodingType: z.enum(['', 'json', 'yaml']).optional(),
  slack: z
    .strictObject({
      channelID: z.string().optional(),
      threadTS: z.string().optional(),
    })
    .optional(),
  smtp: notBuilt('smtp'),
});

type Config = z.infer<typeof schema>;

/**
 * Sends a message over a channel that the platform has configured, once.
 *
 * @remarks It is noted before it is sent. When nobody can say whether it arrived, it is sent again over channels that show it once; over others the
 * step is skipped and says so: a message too few is better than one twice, and no reason to fail a promotion.
 */
export const sendMessage: StepDefinition<Config> = {
  id: 'send-message',
  kind: 'outside',
  usesWorkspace: false,
  schema,
  async plan(context, config) {
    const channel = nameOf(config);
    // Whether there is such a channel, and for this pipeline.
    context.messages.isRepeatable(channel);
    return {
      summary: `send a message to ${channel}`,
      effects: [{ type: 'send-message', channel, message: config.message }],
      unknowns: ['slack.threadTS'],
    };
  },
  async run(context, config) {
    const { messages, record } = context;
    const message = messageOf(context, config);
    const { isSending, threadTS, isSent } = record.value;
    if (isSent) {
      return sent(threadTS);
    }
    if (isSending && !messages.isRepeatable(message.channel)) {
      return unknown(message.channel);
    }
    await record.note({ isSending: true });
    let answer: { threadTS?: string };
    try {
      answer = await messages.send(message);
    } catch (error) {
      context.signal.throwIfAborted();
      const isLost =
        error instanceof HttpUnansweredError && error.mayHaveArrived;
      if (isLost && !messages.isRepeatable(message.channel)) {
        return unknown(message.channel);
      }
      await record.note({ isSending: false });
      throw error;
    }
    await record.note({ isSent: true, threadTS: answer.threadTS ?? null });
    return sent(answer.threadTS);
  },
};

function nameOf({ channel }: Config): string {
  return typeof channel === 'string' ? channel : channel.name;
}

function messageOf(context: StepContext, config: Config): StepMessage {
  const { promotion, alias, signal } = context;
  return {
    channel: nameOf(config),
    text: config.message,
    ...(config.encodingType ? { content: contentOf(config) } : {}),
    ...(config.slack ? { slack: config.slack } : {}),
    key: `${promotion.id}/${alias}`,
    subject: {
      entityRef: promotion.entityRef,
      stage: promotion.stage,
      promotion: promotion.id,
    },
    signal,
  };
}

function contentOf({ message, encodingType }: Config): JsonObject {
  let content: JsonValue;
  try {
    content =
      encodingType === 'yaml'
        ? parseYaml(message)
        : (JSON.parse(message) as JsonValue);
  } catch (error) {
    throw new InputError(
      `message is no ${encodingType}: ${isError(error) ? error.message : ''}`,
    );
  }
  if (content === null || typeof content !== 'object') {
    throw new InputError(`message: expected a map in ${encodingType}`);
  }
  if (Array.isArray(content)) {
    throw new InputError(`message: expected a map, found a list`);
  }
  return content;
}

function sent(threadTS: JsonValue | undefined): StepResult {
  return {
    status: 'Succeeded',
    message: 'The message was sent',
    output: typeof threadTS === 'string' ? { slack: { threadTS } } : {},
  };
}

function unknown(channel: string): StepResult {
  return {
    status: 'Skipped',
    message: `Whether the message arrived at ${channel} is not known; it is not sent twice`,
  };
}
