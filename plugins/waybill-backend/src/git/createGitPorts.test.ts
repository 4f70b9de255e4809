import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { createGitPorts } from './createGitPorts';
import { findGit } from './program/findGit';

const signal = new AbortController().signal;
const missing = { problem: 'there is no git program on the path' };

async function portsOf(
  git: object,
  found: Awaited<ReturnType<typeof findGit>>,
) {
  const logger = mockServices.logger.mock();
  const config = mockServices.rootConfig({
    data: {
      integrations: {
        github: [{ host: 'ghe.example.com', apiBaseUrl: 'https://ghe/api/v3' }],
        gitlab: [
          {
            host: 'gitlab.example.com',
            apiBaseUrl: 'https://gitlab.example.com/api/v4',
            token: 'x',
          },
        ],
      },
      waybill: {
        git: { cacheDirectory: join(tmpdir(), 'waybill-never'), ...git },
      },
    },
  });
  const asked: string[] = [];
  const ports = await createGitPorts({
    config,
    integrations: ScmIntegrations.fromConfig(config),
    credentials: {
      // As far as these tests go: it says who asks, and nobody is asked.
      async find({ kind }) {
        asked.push(kind);
        throw new Error('stop here');
      },
    },
    logger,
    find: async () => found,
  });
  return {
    logger,
    /** Whose work trees a repository would get. */
    async chosen(repoURL: string) {
      asked.length = 0;
      await expect(
        ports('p1').resolve({ repoURL, branch: 'main', signal }),
      ).rejects.toThrow('stop here');
      return asked[0] === 'git' ? 'git' : 'github-api';
    },
    refused: (repoURL: string) =>
      ports('p1')
        .resolve({ repoURL, branch: 'main', signal })
        .then(String, error => error.message),
    rules: (repoURL: string) => ports('p1').pushRules(repoURL),
  };
}

const GITHUB = 'https://github.com/acme/config';
const ENTERPRISE = 'https://ghe.example.com/acme/config.git';
const GITLAB = 'https://gitlab.example.com/acme/config';

describe('createGitPorts', () => {
  it('takes the git program for everything where nothing is said', async () => {
    const { chosen, logger } = await portsOf({}, { version: '2.39.5' });
    for (const repoURL of [GITHUB, ENTERPRISE, GITLAB]) {
      expect(await chosen(repoURL)).toBe('git');
    }
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('takes GitHub’s API where there is no git program, and says what cannot be used then', async () => {
    const { chosen, refused, logger } = await portsOf({}, missing);
    expect(await chosen(GITHUB)).toBe('github-api');
    expect(await chosen(ENTERPRISE)).toBe('github-api');
    expect(await refused(GITLAB)).toBe(
      'Repositories on gitlab.example.com need the git program, and there is no git program on the path; without it only those of hosts in integrations.github can be used',
    );
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('Git subscriptions of Warehouses'),
    );
  });

  it('goes by what is written for a repository', async () => {
    const { chosen, refused, rules } = await portsOf(
      {
        workTree: 'github-api',
        repositories: [
          {
            repos: ['https://gitlab.example.com/**'],
            workTree: 'git',
            pushIntegrationPolicy: 'RebaseOrMerge',
          },
        ],
      },
      { version: '2.39.5' },
    );
    expect(await chosen(GITHUB)).toBe('github-api');
    expect(await chosen(GITLAB)).toBe('git');
    expect(rules(GITLAB)).toMatchObject({ integration: 'RebaseOrMerge' });
    expect(await refused('https://git.example.com/acme/config')).toContain(
      'waybill.git.workTree is "github-api" for repositories on git.example.com, which integrations.github does not know',
    );
  });

  it.each([
    [
      { workTree: 'git' },
      '"waybill.git" asks for work trees of the git program, and there is no git program on the path',
    ],
    [
      { repositories: [{ repos: ['**'], workTree: 'git' }] },
      'asks for work trees of the git program',
    ],
    [{ workTree: 'svn' }, 'waybill.git.workTree: expected one of'],
    [
      { insecureHosts: ['https://git.example.com'] },
      'waybill.git.insecureHosts[0]: expected a host such as',
    ],
    [
      { cache: { maxMegabytes: -1 } },
      'waybill.git.cache.maxMegabytes: expected a number above 0, found -1',
    ],
    [{ signing: { default: 'x' } }, 'there is no key named "x"'],
    [
      { allow: [{ repos: ['**'] }, { repos: ['**'], signingKey: 'x' }] },
      'waybill.git.allow[1].signingKey: there is no key named "x"',
    ],
  ])('does not start with %j and no git program', async (git, message) => {
    await expect(portsOf(git, missing)).rejects.toThrow(message);
  });

  it('finds the git program of this machine', async () => {
    expect(await findGit()).toEqual({
      version: expect.stringMatching(/^\d+\.\d+/),
    });
  });
});
