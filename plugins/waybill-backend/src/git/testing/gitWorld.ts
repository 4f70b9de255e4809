import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitPort, WorkTree } from '@waybill/backstage-plugin-waybill-node';
import { Octokit } from '@octokit/rest';
import { GitHubApi, startGitHubApi } from '@waybill/sandbox';
import { GitOptions } from '../createConnect';
import { createGit } from '../createGit';
import { GitLimits } from '../GitLimits';
import { createGithubGit } from '../github/createGithubGit';
import { createGithubRepository } from '../github/createGithubRepository';
import { clearObjectCache } from '../github/objectCacheOf';
import { hostFetch } from '../hosts/hostFetch';
import { repositoryUrl } from '../repositoryUrl';
import { commitFiles } from './commitFiles';
import { git } from './git';
import { GitServer, startGitServer } from './startGitServer';

export const signal = new AbortController().signal;
export const secret = 's3cr3t-pa55:w/rd';

const files = {
  'README.md': 'hello\n',
  'env/dev/kustomization.yaml': 'tag: 1\n',
  'bin/run': { content: '#!/bin/sh\n', mode: '100755' as const },
  'logo.png': { content: Buffer.from([0, 255, 10, 13, 0, 200]) },
};

/** A Git server that asks for a password, and before each test a new repository on it and an empty cache. */
export class GitWorld {
  readonly logger = {
    debug: jest.fn(),
    info: jest.fn(),
    warn: jest.fn(),
    error: jest.fn(),
    child: () => this.logger,
  };
  directory!: string;
  server!: GitServer;
  repository!: { url: string; path: string };
  cacheDirectory!: string;
  /** The repository's only commit. */
  first!: string;
  /** Over the same repositories; only where the work trees are GitHub's. */
  api: GitHubApi | undefined;
  /** With the cache that the others of this test use. */
  git!: GitPort;
  #number = 0;

  /** @param by - whose work trees it is about */
  constructor(
    readonly by: 'the git program' | 'GitHub’s API' = 'the git program',
  ) {
    beforeAll(async () => {
      this.directory = await mkdtemp(join(tmpdir(), 'waybill-git-'));
      this.server = await startGitServer({
        root: join(this.directory, 'server'),
        credential: { username: 'bot', password: secret },
      });
      if (by === 'GitHub’s API') {
        this.api = await startGitHubApi({
          directory: join(this.directory, 'server'),
          stateDirectory: join(this.directory, 'pulls'),
          port: 0,
          gitBaseUrl: this.server.url,
          token: secret,
        });
      }
    });
    afterAll(async () => {
      await this.api?.close();
      await this.server.close();
      await rm(this.directory, { recursive: true, force: true });
    });
    beforeEach(async () => {
      this.server.behaviour = {};
      this.server.requests.length = 0;
      this.api?.faults.clear();
      this.#number += 1;
      this.freshCache();
      this.repository = await this.server.create(
        `acme/repo-${this.#number}.git`,
      );
      this.first = await this.others(files);
    });
  }

  /** As another process would start. */
  freshCache(limits: Partial<GitLimits> = {}): GitPort {
    this.cacheDirectory = join(
      this.directory,
      `cache-${this.#number}-${Math.random().toString(36).slice(2)}`,
    );
    clearObjectCache();
    this.git = this.newGit(limits);
    return this.git;
  }

  newGit(
    limits: Partial<GitLimits> = {},
    password = secret,
    more: Partial<GitOptions> = {},
  ): GitPort {
    if (this.api) {
      return this.newGithubGit(limits, password, more);
    }
    return createGit({
      ...more,
      cacheDirectory: this.cacheDirectory,
      credentials: {
        find: async () => ({ type: 'basic', username: 'bot', password }),
      },
      logger: this.logger,
      limits,
    });
  }

  private newGithubGit(
    limits: Partial<GitLimits>,
    token: string,
    { signer, settings }: Partial<GitOptions>,
  ): GitPort {
    const quietly = () => {};
    const octokit = new Octokit({
      baseUrl: this.api!.url,
      auth: token,
      request: { fetch: this.#watchedFetch },
      log: { debug: quietly, info: quietly, warn: quietly, error: quietly },
    });
    return createGithubGit({
      async connect(repoURL) {
        const { key } = repositoryUrl(repoURL);
        const [owner, repo] = new URL(key).pathname.slice(1).split('/');
        const { host } = new URL(key);
        return createGithubRepository({ octokit, owner, repo, host }, key);
      },
      limits,
      signer,
      settings,
    });
  }

  /** Requests are counted, and what moves a ref waits for `beforePush`, as with the Git server. */
  readonly #watchedFetch: typeof fetch = async (input, init) => {
    const { pathname } = new URL(String(input));
    const method = init?.method ?? 'GET';
    this.server.requests.push(`${method} ${pathname}`);
    if (
      method !== 'GET' &&
      (pathname.includes('/git/refs') || pathname === '/graphql')
    ) {
      await this.server.behaviour.beforePush?.();
    }
    return hostFetch(input, init);
  };

  /** What every call to the port begins with. */
  get on() {
    return { repoURL: this.repository.url, signal };
  }

  open(branch = 'main', through = this.git): Promise<WorkTree> {
    return through.open({ ...this.on, start: { branch } });
  }

  commit(tree: WorkTree, id = '01H', message = 'Promote') {
    return tree.commit({
      message,
      author: { name: 'Waybill', email: 'waybill@example.com' },
      date: new Date('2026-03-01T10:00:00Z'),
      trailers: { 'Waybill-Promotion': id },
    });
  }

  /** A tree of main with a commit that nobody else makes. */
  async change(through = this.git): Promise<{ tree: WorkTree; made: string }> {
    const tree = await this.open('main', through);
    await tree.write('mine', '1');
    return { tree, made: (await this.commit(tree))! };
  }

  /** Somebody else's commit. */
  others(
    changed: Parameters<typeof commitFiles>[1]['files'],
    branch = 'main',
  ): Promise<string> {
    return commitFiles(this.repository.path, { branch, files: changed });
  }

  /** Plain git in the server's repository. */
  remote(...args: string[]): Promise<string> {
    return git(this.repository.path, ...args);
  }

  tip(branch = 'main'): Promise<string> {
    return this.remote('rev-parse', branch);
  }

  async modes(branch = 'main'): Promise<string[]> {
    return (await this.remote('ls-tree', '-r', branch))
      .split('\n')
      .map(line => line.replace(/ (blob|commit) \w+\t/, ' '));
  }

  /** The bare repository in the cache. */
  async cached(): Promise<string> {
    const claim = join(this.cacheDirectory, '0');
    const name = (await readdir(claim)).find(each => each.endsWith('-tree'))!;
    return join(claim, name, 'repo.git');
  }
}
