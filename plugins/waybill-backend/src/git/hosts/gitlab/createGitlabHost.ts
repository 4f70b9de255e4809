import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { Commits, MergeRequests, Repositories, Users } from '@gitbeaker/core';
import { GitHost, PullRequest } from '@waybill/backstage-plugin-waybill-node';
import {
  compareGitlabCommits,
  GitlabCommitRequest,
} from './compareGitlabCommits';
import { gitlabRequester } from './gitlabRequester';
import { mergeGitlabRequest } from './mergeGitlabRequest';
import { GitlabMergeRequest, toPullRequest } from './toPullRequest';

/** Merge requests of one project on GitLab. */
export function createGitlabHost(options: {
  /** `https://gitlab.com/api/v4` */
  apiBaseUrl: string;
  token: string | undefined;
  /** `group/subgroup/project` */
  project: string;
  /** Of the project, in errors. */
  name: string;
  /** Of the project, for a person's browser. */
  webUrl: string;
  logger: LoggerService;
}): GitHost {
  const { project, name, logger } = options;
  const to = (doing: string, signal: AbortSignal) => ({
    // Gitbeaker puts the last part there by itself.
    host: options.apiBaseUrl.replace(/\/api\/v4\/?$/, ''),
    ...(options.token !== undefined && { oauthToken: options.token }),
    requesterFn: gitlabRequester(doing, signal),
  });
  const mergeRequests = (doing: string, signal: AbortSignal) =>
    new MergeRequests(to(doing, signal));

  async function find(
    state: 'opened' | undefined,
    { head, base, signal }: { head: string; base: string; signal: AbortSignal },
  ): Promise<PullRequest | undefined> {
    const found = (await mergeRequests(
      `Looking for a merge request from ${head} to ${base} in ${name}`,
      signal,
    ).all({
      projectId: project,
      sourceBranch: head,
      targetBranch: base,
      orderBy: 'created_at',
      sort: 'desc',
      perPage: 20,
      maxPages: 1,
      ...(state && { state }),
    })) as unknown as GitlabMergeRequest[];
    const newest = found.find(
      each =>
        each.source_branch === head &&
        each.target_branch === base &&
        (!state || each.state === state) &&
        // A fork may have a branch of the same name.
        each.source_project_id === each.target_project_id,
    );
    return newest && toPullRequest(newest);
  }

  async function read(
    number: number,
    signal: AbortSignal,
  ): Promise<GitlabMergeRequest | undefined> {
    try {
      return (await mergeRequests(
        `Reading merge request ${number} of ${name}`,
        signal,
      ).show(project, number)) as unknown as GitlabMergeRequest;
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') {
        return undefined;
      }
      throw error;
    }
  }

  /** GitLab asks for numbers. Who is not found is left out. */
  async function reviewerIds(
    names: readonly string[],
    signal: AbortSignal,
  ): Promise<number[]> {
    const ids: number[] = [];
    for (const username of names) {
      try {
        const found = await new Users(
          to(`Looking for the reviewer ${username}`, signal),
        ).all({ username, perPage: 1, maxPages: 1 });
        if (found.length === 0) {
          throw new InputError(`There is no user ${username} on ${name}`);
        }
        ids.push(found[0].id);
      } catch (error) {
        signal.throwIfAborted();
        logger.warn(String((error as Error).message));
      }
    }
    return ids;
  }

  return {
    commitUrl: commit => `${options.webUrl}/-/commit/${commit}`,
    compareCommits: request =>
      compareGitlabCommits(request, {
        webUrl: options.webUrl,
        async compare(base, head) {
          const { commits } = await new Repositories(
            to(`Comparing commits of ${name}`, request.signal),
          ).compare(project, base, head);
          return commits ?? [];
        },
        async requestsOf(commit) {
          const found = await new Commits(
            to(`Asking what a commit of ${name} came with`, request.signal),
          ).allMergeRequests(project, commit);
          return found as unknown as GitlabCommitRequest[];
        },
      }),
    findOpenPullRequest: request => find('opened', request),
    findNewestPullRequest: request => find(undefined, request),

    async openPullRequest(request) {
      const { head, base, title, description, labels, signal } = request;
      const reviewers = await reviewerIds(request.reviewers ?? [], signal);
      try {
        const created = await mergeRequests(
          `Opening a merge request from ${head} to ${base} in ${name}`,
          signal,
        ).create(project, head, base, title, {
          description,
          ...(labels.length > 0 && { labels: labels.join(',') }),
          ...(reviewers.length > 0 && { reviewerIds: reviewers }),
        });
        return toPullRequest(created as unknown as GitlabMergeRequest);
      } catch (error) {
        signal.throwIfAborted();
        // GitLab takes one per source and target: ours from before a crash, or a person's.
        const there =
          (error as Error).name === 'ConflictError' &&
          (await find('opened', { head, base, signal }));
        if (there) {
          return there;
        }
        throw error;
      }
    },

    async updatePullRequest(request) {
      const { number, title, description, labels, signal } = request;
      const asked = await reviewerIds(request.reviewers ?? [], signal);
      // GitLab would put them in the place of those that are there.
      const there = asked.length > 0 ? await read(number, signal) : undefined;
      const reviewers = new Set([
        ...(there?.reviewers ?? []).map(({ id }) => id),
        ...asked,
      ]);
      const changed = await mergeRequests(
        `Changing merge request ${number} of ${name}`,
        signal,
      ).edit(project, number, {
        title,
        description,
        ...(labels.length > 0 && { addLabels: labels.join(',') }),
        ...(reviewers.size > 0 && { reviewerIds: [...reviewers] }),
      });
      return toPullRequest(changed as unknown as GitlabMergeRequest);
    },

    async getPullRequest({ number, signal }) {
      const found = await read(number, signal);
      return found && toPullRequest(found);
    },

    mergePullRequest: request =>
      mergeGitlabRequest(request, {
        read: signal => read(request.number, signal),
        accept: async (accept, signal) =>
          (await mergeRequests(
            `Merging merge request ${request.number} of ${name}`,
            signal,
          ).accept(
            project,
            request.number,
            accept,
          )) as unknown as GitlabMergeRequest,
      }),
  };
}
