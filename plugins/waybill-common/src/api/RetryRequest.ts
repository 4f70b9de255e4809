import { RetryFrom } from '../model/Promotion';

/** How a Promotion is to be tried again. @public */
export interface RetryRequest {
  from: RetryFrom;
  /** Default: that of the Promotion before. */
  reason?: string;
}
