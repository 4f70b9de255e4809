import { join } from 'node:path';
import { RequestHandler } from 'express';
import { createPushAnnouncer } from '../git/pushAnnouncer';
import { GitServer, startGitServer } from '../git/startGitServer';
import { createPages } from './pages/createPages';
import { createPullRequests, PullRequests } from './pulls/PullRequests';
import { GitHubApi, startGitHubApi } from './startGitHubApi';

export interface Forge {
  git: GitServer;
  github: GitHubApi;
  pulls: PullRequests;
  close(): Promise<void>;
}

/** The Git server with its pages and the GitHub-style API over one folder of repositories, as they belong together. */
export async function startForge(options: {
  /** Repositories are in `git/`, pull requests in `pulls/`. */
  directory: string;
  /** 0: any free one. */
  gitPort: number;
  githubPort: number;
  /** Asked before the GitHub-style API. */
  console?: RequestHandler;
}): Promise<Forge> {
  const directory = join(options.directory, 'git');
  const stateDirectory = join(options.directory, 'pulls');
  const pushes = createPushAnnouncer({ directory });
  const pulls = createPullRequests({ stateDirectory });
  const git = await startGitServer({
    directory,
    port: options.gitPort,
    pushes,
    pages: createPages({ directory, pulls, pushes }),
  });
  try {
    const github = await startGitHubApi({
      directory,
      stateDirectory,
      port: options.githubPort,
      gitBaseUrl: git.url,
      pushes,
      pulls,
      console: options.console,
    });
    return {
      git,
      github,
      pulls,
      async close() {
        await github.close();
        await git.close();
      },
    };
  } catch (error) {
    await git.close();
    throw error;
  }
}
