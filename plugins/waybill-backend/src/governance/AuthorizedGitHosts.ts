import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { GitHost, GitHostPort } from '@waybill/backstage-plugin-waybill-node';
import { assertGranted } from './assertGranted';
import { RepositoryAccess } from './RepositoryAccess';

/** Pull requests, as far as the platform grants the branch that they would change. */
export class AuthorizedGitHosts implements GitHostPort {
  constructor(
    private readonly hosts: GitHostPort,
    private readonly access: RepositoryAccess,
  ) {}

  async forRepository(
    options: Parameters<GitHostPort['forRepository']>[0],
  ): Promise<GitHost> {
    const { repoURL } = options;
    assertGranted(this.access.mayRead(repoURL));
    const host = await this.hosts.forRepository(options);
    return {
      findOpenPullRequest: request => host.findOpenPullRequest(request),
      findNewestPullRequest: request => host.findNewestPullRequest(request),
      getPullRequest: request => host.getPullRequest(request),
      commitUrl: commit => host.commitUrl(commit),
      ...(host.compareCommits && {
        compareCommits: host.compareCommits.bind(host),
      }),
      openPullRequest: async request => {
        assertGranted(this.access.mayWrite(repoURL, request.base));
        // Both ends: with a head of somebody else's, what is asked to be merged would not be ours.
        assertGranted(this.access.mayWrite(repoURL, request.head));
        return host.openPullRequest(request);
      },
      ...(host.updatePullRequest && {
        updatePullRequest: async request => {
          await this.#assertMayChange(host, repoURL, request);
          return host.updatePullRequest!(request);
        },
      }),
      mergePullRequest: async request => {
        const { number } = request;
        await this.#assertMayChange(host, repoURL, request);
        if (this.access.limitsPaths(repoURL)) {
          // Whoever has pushed to its branch, it is merged with all that it changes.
          throw new NotAllowedError(
            `Pull request #${number} of ${repoURL} must be merged by a person: waybill.git.allow grants only some paths of the repository`,
          );
        }
        return host.mergePullRequest(request);
      },
    };
  }

  async #assertMayChange(
    host: GitHost,
    repoURL: string,
    { number, signal }: { number: number; signal: AbortSignal },
  ): Promise<void> {
    const found = await host.getPullRequest({ number, signal });
    if (!found) {
      throw new NotFoundError(
        `There is no pull request #${number} in ${repoURL}`,
      );
    }
    assertGranted(this.access.mayWrite(repoURL, found.base.branch));
    assertGranted(this.access.mayWrite(repoURL, found.head.branch));
  }
}
