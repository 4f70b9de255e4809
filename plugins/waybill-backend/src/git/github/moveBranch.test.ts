import { Octokit } from '@octokit/rest';
import { GitWorld, signal } from '../testing/gitWorld';
import { createGithubRepository } from './createGithubRepository';
import { moveBranch } from './moveBranch';

jest.setTimeout(60_000);

const quietly = () => {};

describe('moveBranch', () => {
  const world = new GitWorld('GitHub’s API');

  /** The sandbox’s API, with another answer to GraphQL if there is one. */
  function connect(graphql?: (init?: RequestInit) => Response) {
    const asked: string[] = [];
    const path = new URL(world.repository.url).pathname.replace(/\.git$/, '');
    const [, owner, repo] = path.split('/');
    const octokit = new Octokit({
      baseUrl: world.api!.url,
      auth: 's3cr3t-pa55:w/rd',
      request: {
        fetch: async (input: string, init?: RequestInit) => {
          const { pathname } = new URL(input);
          asked.push(
            `${init?.method} ${pathname.replace(`/repos${path}`, '')}`,
          );
          return graphql && pathname === '/graphql'
            ? graphql(init)
            : fetch(input, init);
        },
      },
      log: { debug: quietly, info: quietly, warn: quietly, error: quietly },
    });
    const key = `http://github.example${path}`;
    const host = 'github.example';
    return {
      repository: createGithubRepository({ octokit, owner, repo, host }, key),
      asked,
    };
  }

  const json = (body: object, status = 200) =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json' },
    });

  async function forward() {
    await world.remote('branch', 'next', 'main');
    const next = await world.others({ more: '1' }, 'next');
    return {
      branch: 'main',
      commit: next,
      expected: world.first,
      force: false,
    };
  }

  it('compares and moves in one request, and asks what the repository is called once', async () => {
    const move = await forward();
    const { repository, asked } = connect();
    expect(await moveBranch(repository, move, signal)).toEqual({
      status: 'pushed',
      commit: move.commit,
    });
    expect(await world.tip()).toBe(move.commit);
    const back = { ...move, commit: world.first, expected: move.commit };
    expect(
      await moveBranch(repository, { ...back, force: true }, signal),
    ).toMatchObject({ status: 'pushed' });
    // One more, for what the repository is called.
    expect(asked).toEqual(Array.from({ length: 3 }, () => 'POST /graphql'));
  });

  it.each([
    [
      'knows no such mutation',
      () =>
        json({
          errors: [
            {
              message: "Field 'updateRefs' doesn't exist on type 'Mutation'",
              extensions: { code: 'undefinedField' },
            },
          ],
        }),
    ],
    ['has no GraphQL', () => json({ message: 'Not Found' }, 404)],
  ])('looks before it moves where GitHub %s, and remembers', async (_, no) => {
    const move = await forward();
    const { repository, asked } = connect(no);
    expect(await moveBranch(repository, move, signal)).toMatchObject({
      status: 'pushed',
    });
    expect(await world.tip()).toBe(move.commit);
    expect(await moveBranch(repository, move, signal)).toMatchObject({
      status: 'pushed',
    });
    expect(asked.filter(each => each === 'POST /graphql')).toHaveLength(1);
    expect(
      await moveBranch(repository, { ...move, expected: null }, signal),
    ).toMatchObject({ status: 'pushed' });
  });

  it('lets REST say why where the token is refused, and asks again the next time', async () => {
    const move = await forward();
    const { repository, asked } = connect(() =>
      json({
        data: { updateRefs: null },
        errors: [
          {
            type: 'FORBIDDEN',
            message: 'Resource not accessible by integration',
          },
        ],
      }),
    );
    await moveBranch(repository, move, signal);
    await moveBranch(repository, move, signal);
    expect(await world.tip()).toBe(move.commit);
    expect(asked.filter(each => each === 'POST /graphql')).toHaveLength(2);
  });

  it.each([
    [{ type: 'UNPROCESSABLE', message: 'Protected' }, 'NotAllowedError'],
    [{ type: 'RATE_LIMITED', message: 'Too much' }, 'ServiceUnavailableError'],
  ])('says why it was not moved: %j', async (error, name) => {
    const move = await forward();
    const { repository } = connect(() =>
      json({ data: { updateRefs: null }, errors: [error] }),
    );
    await expect(moveBranch(repository, move, signal)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(error.message),
    });
    expect(await world.tip()).toBe(world.first);
  });

  it('believes where the branch is, not an answer that got lost', async () => {
    const move = await forward();
    const { repository } = connect(() => {
      throw new TypeError('fetch failed');
    });
    await expect(moveBranch(repository, move, signal)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    await world.remote('update-ref', 'refs/heads/main', move.commit);
    expect(await moveBranch(repository, move, signal)).toEqual({
      status: 'pushed',
      commit: move.commit,
    });
  });
});
