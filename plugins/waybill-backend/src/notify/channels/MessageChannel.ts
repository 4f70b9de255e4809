import { StepMessage } from '@waybill/backstage-plugin-waybill-node';

/** One way to people. */
export interface MessageChannel {
  /** The same message is seen once, however often it is sent. */
  isRepeatable: boolean;
  /** Throws an `HttpUnansweredError` when it is not known whether it arrived. */
  send(message: StepMessage): Promise<{ threadTS?: string }>;
}
