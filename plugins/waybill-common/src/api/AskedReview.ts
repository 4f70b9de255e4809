import { ApprovalRules } from '../rules/approvalOf';

/** What the running step of a Promotion asks people for. @public */
export interface AskedReview extends ApprovalRules {
  /** Its alias. */
  step: string;
}
