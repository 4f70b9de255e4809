import { JsonObject } from '@waybill/backstage-plugin-waybill-common';

/** @public */
export interface StepMessage {
  /** Name of a channel that the platform has configured. */
  channel: string;
  /** Plain text. */
  text: string;
  /** Takes the place of the text where the channel's kind knows richer ones. */
  content?: JsonObject;
  slack?: { channelID?: string; threadTS?: string };
  /** The same for the same message, so that who can tells a second one from a first. */
  key: string;
  /** What it is about. */
  subject: { entityRef: string; stage: string; promotion: string };
  signal: AbortSignal;
}

/** Messages to people, through channels that the platform has configured. @public */
export interface MessagesPort {
  /**
   * Whether a channel shows the same message once, however often it is sent. Throws a `NotAllowedError` for a channel that there is not,
   * or that is not for this pipeline.
   */
  isRepeatable(channel: string): boolean;
  /** Throws an `HttpUnansweredError` when it is not known whether it arrived. */
  send(message: StepMessage): Promise<{ threadTS?: string }>;
}
