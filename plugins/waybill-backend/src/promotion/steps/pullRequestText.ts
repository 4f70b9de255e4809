import {
  PullRequestText,
  StepContext,
} from '@waybill/backstage-plugin-waybill-node';
import { pullRequestBody } from './pullRequestBody';

/** What a manifest says of a pull request. */
export type PullRequestConfig = Partial<PullRequestText>;

/** What a Promotion's pull request says, and to whom: what the manifest wants, or else what Waybill does. */
export async function pullRequestText(
  context: StepContext,
  { title, description, labels = [], reviewers = [] }: PullRequestConfig,
): Promise<PullRequestText> {
  return {
    title: title ?? defaultTitle(context),
    description: await pullRequestBody(context, description),
    labels,
    reviewers,
  };
}

function defaultTitle({ promotion }: StepContext): string {
  const { stage, targetFreight } = promotion;
  return promotion.rollback
    ? `Roll back ${stage} to ${targetFreight.alias}`
    : `Promote ${targetFreight.alias} to ${stage}`;
}
