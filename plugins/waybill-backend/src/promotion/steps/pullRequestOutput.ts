import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { PullRequest } from '@waybill/backstage-plugin-waybill-node';

/** A pull request in the outputs of steps. The first four fields are Kargo's. */
export function pullRequestOutput(pullRequest: PullRequest): JsonObject {
  const { number, url, state, base, head } = pullRequest;
  return {
    id: number,
    url,
    open: state === 'open',
    merged: state === 'merged',
    base: base.branch,
    head: head.branch,
  };
}
