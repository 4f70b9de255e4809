import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Octokit } from '@octokit/rest';
import { GitHubApi, startGitHubApi } from '@waybill/sandbox';
import { mockServices } from '@backstage/backend-test-utils';
import { commitFiles } from '../../testing/commitFiles';
import { git } from '../../testing/git';
import { GitServer, startGitServer } from '../../testing/startGitServer';
import { createGithubHost } from './createGithubHost';

jest.setTimeout(60_000);

const { signal } = new AbortController();
const quietly = () => {};

describe('waiting for pull requests on GitHub', () => {
  let directory: string;
  let server: GitServer;
  let api: GitHubApi;
  let answers: string[];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'waybill-pulls-'));
    const root = join(directory, 'server');
    server = await startGitServer({ root });
    api = await startGitHubApi({
      directory: root,
      stateDirectory: join(directory, 'pulls'),
      port: 0,
      gitBaseUrl: server.url,
    });
    const { path } = await server.create('acme/shop.git');
    await commitFiles(path, { files: { 'a.txt': 'a' } });
  });
  afterAll(async () => {
    await api.close();
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });
  beforeEach(() => {
    answers = [];
    api.faults.clear();
  });

  /** As another backend that has just started. */
  function connect(account: string) {
    const octokit = new Octokit({
      baseUrl: api.url,
      auth: 'token',
      log: { debug: quietly, info: quietly, warn: quietly, error: quietly },
      request: {
        fetch: async (input: string, init?: RequestInit) => {
          const response = await fetch(input, init);
          const { pathname, search } = new URL(input);
          const asked = `${pathname}${search && '?'}`.replace(/.*\/shop/, '');
          answers.push(`${response.status} ${asked}`);
          return response;
        },
      },
    });
    return createGithubHost({
      octokit,
      owner: 'acme',
      repo: 'shop',
      host: 'github.example.com',
      webUrl: 'https://github.example.com/acme/shop',
      account,
      isAuthenticated: true,
      logger: mockServices.logger.mock(),
    });
  }

  async function open(branch: string) {
    const path = join(directory, 'server/acme/shop.git');
    await git(path, 'branch', branch, 'main');
    await commitFiles(path, { branch, files: { [branch]: '1' } });
    const { number } = await connect('other').openPullRequest({
      head: branch,
      base: 'main',
      title: branch,
      description: '',
      labels: [],
      signal,
    });
    return number;
  }

  it('shares one list, which is not counted while nothing changes, and notices a merge', async () => {
    const numbers = [await open('one'), await open('two'), await open('three')];
    const host = connect('waiting');
    const look = async (maxAgeSeconds = 0) => {
      answers = [];
      const found = [];
      for (const number of numbers) {
        found.push(
          await host.getPullRequest({ number, maxAgeSeconds, signal }),
        );
      }
      return found.map(each => each?.state);
    };
    await look();
    expect(await look(60)).toEqual(['open', 'open', 'open']);
    expect(answers).toEqual([]);
    await new Promise(resolve => setTimeout(resolve, 5));
    expect(await look()).toEqual(['open', 'open', 'open']);
    expect(new Set(answers.map(each => each.slice(0, 3)))).toEqual(
      new Set(['304']),
    );
    await connect('other').mergePullRequest({
      number: numbers[1],
      head: (await host.getPullRequest({ number: numbers[1], signal }))!.head
        .commit,
      signal,
    });
    expect(await look()).toEqual(['open', 'merged', 'open']);
    expect(answers).toContain(`200 /pulls/${numbers[1]}`);
  });

  it('asks nothing more of a host whose limit is used up, whatever is waited for', async () => {
    const [number, another] = [await open('four'), await open('five')];
    const host = connect('limited');
    api.faults.set('secondary-limit', true);
    answers = [];
    const wait = (each: number) =>
      host.getPullRequest({ number: each, maxAgeSeconds: 5, signal });
    await expect(wait(number)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      retryAfterSeconds: 60,
    });
    api.faults.clear();
    await expect(wait(another)).rejects.toMatchObject({
      retryAfterSeconds: expect.any(Number),
    });
    expect(answers).toEqual([`403 /pulls/${number}`]);
    // Who does something is not held up by who waits.
    expect(await host.getPullRequest({ number, signal })).toMatchObject({
      state: 'open',
    });
  });
});
