import { ConfigReader } from '@backstage/config';
import { readGitSettings } from './readGitSettings';

const read = (git?: object) =>
  readGitSettings(new ConfigReader(git ? ({ waybill: { git } } as never) : {}));

describe('readGitSettings', () => {
  it('is as Kargo where nothing is said', () => {
    expect(read().settingsOf('https://github.com/acme/config')).toEqual({
      workTree: 'auto',
      integration: 'AlwaysRebase',
      maxRevisions: 10,
    });
    expect(read().workTrees).toEqual(['auto']);
  });

  it('takes each setting from the first entry that covers the repository and says it', () => {
    const { settingsOf, workTrees } = read({
      workTree: 'git',
      maxRevisions: 3,
      repositories: [
        {
          repos: ['https://github.com/acme/Special.git'],
          pushIntegrationPolicy: 'AlwaysMerge',
        },
        { repos: ['https://github.com/acme/*'], workTree: 'github-api' },
        {
          repos: ['https://github.com/**'],
          workTree: 'auto',
          pushIntegrationPolicy: 'RebaseOrFail',
        },
      ],
    });
    expect(settingsOf('https://GitHub.com/acme/special/')).toEqual({
      workTree: 'github-api',
      integration: 'AlwaysMerge',
      maxRevisions: 3,
    });
    expect(settingsOf('https://github.com/acme/other.git')).toEqual({
      workTree: 'github-api',
      integration: 'RebaseOrFail',
      maxRevisions: 3,
    });
    expect(settingsOf('https://gitlab.com/acme/special')).toEqual({
      workTree: 'git',
      integration: 'AlwaysRebase',
      maxRevisions: 3,
    });
    expect(workTrees).toEqual(['git', 'github-api', 'auto']);
  });

  it.each([
    [
      { workTree: 'api' },
      'waybill.git.workTree: expected one of auto, git, github-api, found "api"',
    ],
    [
      { pushIntegrationPolicy: 'Rebase' },
      'waybill.git.pushIntegrationPolicy: expected one of AlwaysRebase, RebaseOrMerge, RebaseOrFail, AlwaysMerge, found "Rebase"',
    ],
    [
      { maxRevisions: 0.5 },
      'waybill.git.maxRevisions: expected a whole number above 0, found 0.5',
    ],
    [
      { repositories: [{ repos: ['a'] }, { repos: ['b'], worktree: 'git' }] },
      'waybill.git.repositories[1]: expected repos, workTree, pushIntegrationPolicy, maxRevisions, found "worktree"',
    ],
    [{ repositories: [{ workTree: 'git' }] }, 'repos'],
  ])('refuses %j', (git, message) => {
    expect(() => read(git)).toThrow(message);
  });
});
