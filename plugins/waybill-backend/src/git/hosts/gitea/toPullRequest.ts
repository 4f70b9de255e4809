import { ServiceUnavailableError } from '@backstage/errors';
import { PullRequest } from '@waybill/backstage-plugin-waybill-node';
import { PullRequest as GiteaPullRequest } from 'gitea-js';

/** A pull request of Gitea's in the words that all hosts share. Its description of itself promises no field. */
export function toPullRequest(given: GiteaPullRequest): PullRequest {
  const { number, html_url: url, head, base } = given;
  if (
    number === undefined ||
    url === undefined ||
    head?.ref === undefined ||
    base?.ref === undefined
  ) {
    throw new ServiceUnavailableError(
      `Expected a pull request with number, html_url, head and base from Gitea, found ${JSON.stringify(
        Object.keys(given),
      )}`,
    );
  }
  const closed = given.state === 'closed' ? 'closed' : 'open';
  return {
    number,
    url,
    state: given.merged ? 'merged' : closed,
    head: { branch: head.ref, commit: head.sha ?? '' },
    base: { branch: base.ref },
    ...(given.merged &&
      given.merge_commit_sha && { mergeCommit: given.merge_commit_sha }),
    title: given.title ?? '',
    description: given.body ?? '',
  };
}
