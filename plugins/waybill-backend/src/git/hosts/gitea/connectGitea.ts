import { Api } from 'gitea-js';
import { hostFetch } from '../hostFetch';
import { giteaError } from './giteaError';

/** One repository on Gitea or Forgejo, and a client that may see it. */
export interface GiteaConnection {
  repos: Api<unknown>['repos'];
  /** As it stands in a path, and so does `repo`. */
  owner: string;
  repo: string;
  /** In errors. */
  name: string;
  /** What a request was answered with. It fails as Backstage's errors do, and says what was being done. */
  ask<T>(
    doing: string,
    signal: AbortSignal,
    work: () => Promise<{ data: T }>,
  ): Promise<T>;
}

/** Asks nothing yet. */
export function connectGitea(options: {
  baseUrl: string;
  authorization: string | undefined;
  owner: string;
  repo: string;
  name: string;
}): GiteaConnection {
  const { repos } = new Api({
    baseUrl: `${options.baseUrl}/api/v1`,
    customFetch: hostFetch,
    baseApiParams: {
      format: 'json',
      headers: {
        // The client forgets it in some requests.
        'Content-Type': 'application/json',
        ...(options.authorization && { Authorization: options.authorization }),
      },
    },
  });
  return {
    repos,
    // The client puts them into paths as they are.
    owner: encodeURIComponent(options.owner),
    repo: encodeURIComponent(options.repo),
    name: options.name,
    async ask(doing, signal, work) {
      try {
        const { data } = await work();
        if (data === null || data === undefined) {
          // What cannot be read does not make its client fail.
          throw new Error('something that cannot be read');
        }
        return data;
      } catch (error) {
        signal.throwIfAborted();
        throw giteaError(error, doing);
      }
    },
  };
}
