import { AddressInfo } from 'node:net';
import { Server } from 'node:http';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { Express } from 'express';
import { createGitHosts } from './createGitHosts';
import { fakeGitea } from '../testing/fakeGitea';
import { fakeGithub } from '../testing/fakeGithub';
import { fakeGitlab } from '../testing/fakeGitlab';
import { FakeHost, token } from '../testing/FakeHost';

const signal = new AbortController().signal;
const id = (number: number) => String(number).padStart(40, '0');
const at = (number: number) =>
  new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString();

/** One line of history: commit `n` comes after `n - 1`; 7 has a sibling, 107, after 6. */
function between(base: string, head: string): number[] {
  const line = (commit: string): number[] => {
    const number = Number(commit);
    const tip = number > 100 ? number - 101 : number;
    const trunk = Array.from({ length: tip }, (_, index) => index + 1);
    return number > 100 ? [...trunk, number] : trunk;
  };
  const known = new Set(line(base));
  return line(head).filter(number => !known.has(number));
}

interface Scene {
  /** Numbers of commits that were asked about. */
  asked: string[];
  refuseLookups: boolean;
  /** Commits in pull request 12, which was merged. */
  merged: number[];
}

type Mount = (app: Express, scene: Scene) => void;

const mountGithub: Mount = (app, scene) => {
  const root = '/repos/acme/shop';
  const view = (number: number) => ({
    sha: id(number),
    commit: {
      message: `Commit ${number}\n\nMore of it`,
      author: { name: 'Ann', email: 'ann@example.com', date: at(number) },
      committer: { name: 'Ann', email: 'ann@example.com', date: at(number) },
    },
  });
  app.get(`${root}/compare/:basehead`, (req, res) => {
    const [base, head] = req.params.basehead.split('...');
    const ahead = between(base, head);
    const { page = 1, per_page: size = 30 } = req.query;
    const start = (Number(page) - 1) * Number(size);
    res.json({
      status: 'ahead',
      ahead_by: ahead.length,
      behind_by: between(head, base).length,
      commits: ahead.slice(start, start + Number(size)).map(view),
    });
  });
  app.get(`${root}/commits/:sha/pulls`, (req, res) => {
    scene.asked.push(req.params.sha);
    if (scene.refuseLookups) {
      res.status(403).json({ message: 'API rate limit exceeded' });
      return;
    }
    const pull = {
      number: 12,
      title: 'Round totals',
      user: { login: 'olga' },
      merged_at: at(90),
      base: { repo: { full_name: 'Acme/Shop' } },
    };
    const open = { ...pull, number: 13, merged_at: null };
    const elsewhere = {
      ...pull,
      number: 14,
      base: { repo: { full_name: 'fork/shop' } },
    };
    res.json([
      open,
      elsewhere,
      ...(scene.merged.includes(Number(req.params.sha)) ? [pull] : []),
    ]);
  });
};

const mountGitlab: Mount = (app, scene) => {
  const root = '/api/v4/projects/:project/repository';
  app.get(`${root}/compare`, (req, res) => {
    res.json({
      commits: between(String(req.query.from), String(req.query.to)).map(
        number => ({
          id: id(number),
          title: `Commit ${number}`,
          author_name: 'Ann',
          committed_date: at(number),
          created_at: at(0),
        }),
      ),
    });
  });
  app.get(`${root}/commits/:sha/merge_requests`, (req, res) => {
    scene.asked.push(req.params.sha);
    if (scene.refuseLookups) {
      res.status(429).json({ message: 'Too many requests' });
      return;
    }
    const request = {
      iid: 12,
      title: 'Round totals',
      state: 'merged',
      project_id: 1,
      target_project_id: 1,
      merged_at: at(90),
      author: { username: 'olga' },
    };
    res.json([
      { ...request, iid: 13, state: 'opened', merged_at: null },
      ...(scene.merged.includes(Number(req.params.sha)) ? [request] : []),
    ]);
  });
};

const mountGitea: Mount = (app, scene) => {
  const root = '/api/v1/repos/acme/shop';
  app.get(`${root}/compare/:basehead`, (req, res) => {
    const [base, head] = req.params.basehead.split('...');
    const found = between(base, head).reverse();
    res.json({
      total_commits: found.length,
      commits: found.map(number => ({
        sha: id(number),
        created: at(number),
        commit: {
          message: `Commit ${number}\n\nMore of it`,
          author: { name: 'Ann', email: 'ann@example.com', date: at(number) },
        },
      })),
    });
  });
  app.get(`${root}/commits/:sha/pull`, (req, res) => {
    scene.asked.push(req.params.sha);
    if (scene.refuseLookups) {
      res.status(429).json({ message: 'Too many requests' });
    } else if (scene.merged.includes(Number(req.params.sha))) {
      res.json({
        number: 12,
        title: 'Round totals',
        user: { login: 'olga' },
        merged: true,
        merged_at: at(90),
      });
    } else {
      res.status(404).json({ message: 'pull request does not exist' });
    }
  });
};

const HOSTS: [
  string,
  {
    id: string;
    fake: () => FakeHost;
    mount: Mount;
    pages: [string, string, string];
  },
][] = [
  [
    'GitHub',
    {
      id: 'github',
      fake: fakeGithub,
      mount: mountGithub,
      pages: ['commit', 'pull', 'compare'],
    },
  ],
  [
    'GitLab',
    {
      id: 'gitlab',
      fake: fakeGitlab,
      mount: mountGitlab,
      pages: ['-/commit', '-/merge_requests', '-/compare'],
    },
  ],
  [
    'Gitea',
    {
      id: 'gitea',
      fake: fakeGitea,
      mount: mountGitea,
      pages: ['commit', 'pulls', 'compare'],
    },
  ],
];

describe.each(HOSTS)('comparing commits by %s', (_name, kind) => {
  let fake: FakeHost;
  let server: Server;
  let scene: Scene;

  beforeEach(async () => {
    fake = kind.fake();
    scene = { asked: [], refuseLookups: false, merged: [] };
    kind.mount(fake.app, scene);
    server = fake.app.listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  async function connect() {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return createGitHosts({
      integrations: ScmIntegrations.fromConfig(
        new ConfigReader({
          integrations: {
            github: [{ host: 'github.example.com', apiBaseUrl: origin }],
            gitlab: [
              {
                host: 'gitlab.example.com',
                apiBaseUrl: `${origin}/api/v4`,
                baseUrl: 'https://gitlab.example.com',
              },
            ],
            gitea: [{ host: 'gitea.example.com', baseUrl: origin }],
          },
        }),
      ),
      credentials: { find: async () => ({ type: 'bearer', token }) },
      logger: mockServices.logger.mock(),
    }).forRepository({
      repoURL: `https://${kind.id}.example.com/acme/shop.git`,
    });
  }
  const compare = async (from: number, to: number, limit = 250) =>
    (await connect()).compareCommits!({
      from: id(from),
      to: id(to),
      limit,
      signal,
    });
  const web = `https://${kind.id}.example.com/acme/shop`;
  const [commitPage, pullPage, comparePage] = kind.pages;
  const numbers = (commits: { id: string }[]) =>
    commits.map(commit => Number(commit.id));

  it('tells what came, newest first, with the merged pull request it came with', async () => {
    scene.merged = [2, 3];
    expect(await compare(1, 4)).toEqual({
      gained: {
        commits: [4, 3, 2].map(number => ({
          id: id(number),
          subject: `Commit ${number}`,
          author: 'Ann',
          committedAt: at(number),
          url: `${web}/${commitPage}/${id(number)}`,
          ...(number < 4 && { pullRequest: 12 }),
        })),
        more: 0,
        pullRequests: [
          {
            number: 12,
            title: 'Round totals',
            author: 'olga',
            url: `${web}/${pullPage}/12`,
            mergedAt: at(90),
          },
        ],
      },
      lost: { commits: [], more: 0, pullRequests: [] },
      url: `${web}/${comparePage}/${id(1)}...${id(4)}`,
    });
  });

  it('tells what goes away, and both where they have parted', async () => {
    const back = await compare(4, 2);
    expect(numbers(back.lost.commits)).toEqual([4, 3]);
    expect(back.gained.commits).toEqual([]);
    const apart = await compare(107, 8);
    expect(numbers(apart.lost.commits)).toEqual([107]);
    expect(numbers(apart.gained.commits)).toEqual([8, 7]);
  });

  it('tells the newest of many, and how many more there are', async () => {
    const { gained } = await compare(0, 90, 7);
    expect(numbers(gained.commits)).toEqual([90, 89, 88, 87, 86, 85, 84]);
    expect(gained.more).toBe(83);
  });

  it('does not look up all of them', async () => {
    const { gained } = await compare(0, 90);
    expect(gained.commits).toHaveLength(90);
    expect(scene.asked).toHaveLength(50);
    expect(scene.asked).toContain(id(90));
  });

  it('stops asking a host that refuses, and tells the commits all the same', async () => {
    scene.refuseLookups = true;
    const { gained } = await compare(0, 40);
    expect(gained.commits).toHaveLength(40);
    expect(gained.pullRequests).toEqual([]);
    expect(gained.missing).toMatch(
      /^Not all pull requests are known: .*answered 4/,
    );
    expect(scene.asked.length).toBeLessThanOrEqual(5);
  });

  it('takes nothing but whole commits', async () => {
    const host = await connect();
    for (const from of ['main', 'fork:main', id(1).slice(1), `${id(1)}..x`]) {
      await expect(
        host.compareCommits!({ from, to: id(2), limit: 1, signal }),
      ).rejects.toThrow(/Not a commit/);
    }
  });
});
