import { Octokit } from '@octokit/rest';
import { GithubConnection } from '../hosts/github/connectGithub';
import { githubError } from '../hosts/github/githubError';

/** One repository on GitHub, asked through its API. */
export interface GithubRepository {
  octokit: Octokit;
  /** Of every request. */
  at: { owner: string; repo: string };
  /** For a person: `github.com/acme/shop`. */
  name: string;
  /** The same for every spelling of it. */
  key: string;
  /** Asks once. Throws one of Backstage's errors that says what was being done; what the signal says, when that is why. */
  ask<T>(
    doing: string,
    signal: AbortSignal,
    work: () => Promise<{ data: T }>,
  ): Promise<T>;
}

export function createGithubRepository(
  {
    octokit,
    owner,
    repo,
    host,
  }: Pick<GithubConnection, 'octokit' | 'owner' | 'repo' | 'host'>,
  key: string,
): GithubRepository {
  const name = `${host}/${owner}/${repo}`;
  return {
    octokit,
    at: { owner, repo },
    name,
    key,
    async ask(doing, signal, work) {
      signal.throwIfAborted();
      try {
        const { data } = await work();
        if (typeof data !== 'object' || data === null) {
          // What cannot be read does not make Octokit fail.
          throw new Error('something that cannot be read');
        }
        return data;
      } catch (error) {
        // Why it was stopped is the caller's to say.
        signal.throwIfAborted();
        throw githubError(error, `${doing} in ${name}`);
      }
    },
  };
}
