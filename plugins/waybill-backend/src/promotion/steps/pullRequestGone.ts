import { StepResult } from '@waybill/backstage-plugin-waybill-node';

/** The end of a step whose pull request its host has no longer: as good as closed, so that nobody is sent to wait for it again. */
export function pullRequestGone({
  prNumber,
  repoURL,
}: {
  prNumber: number;
  repoURL: string;
}): StepResult {
  return {
    status: 'Failed',
    message: `Pull request #${prNumber} of ${repoURL} is gone`,
    output: { pr: { id: prNumber, open: false, merged: false } },
  };
}
