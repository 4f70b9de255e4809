import {
  PullRequest,
  StepContext,
  StepResult,
} from '@waybill/backstage-plugin-waybill-node';
import { pullRequestOutput } from './pullRequestOutput';

/**
 * The end of the step that opens one.
 *
 * @param remark - what a person should know of it
 */
export async function pullRequestTaken(
  { record }: StepContext,
  pullRequest: PullRequest,
  remark?: string,
): Promise<StepResult> {
  const { number, url } = pullRequest;
  await record.note({ number, url });
  return {
    status: 'Succeeded',
    message: `Pull request #${number}${remark ?? ''}`,
    output: { pr: pullRequestOutput(pullRequest) },
  };
}
