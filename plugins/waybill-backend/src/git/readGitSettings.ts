import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { normalizeGitUrl } from '@waybill/backstage-plugin-waybill-common';
import { PushIntegrationPolicy } from '@waybill/backstage-plugin-waybill-node';
import { minimatch } from 'minimatch';
import { defaultGitSettings, GitSettings, WorkTreeChoice } from './GitSettings';
import { repositoryPattern } from './repositoryPattern';

const WORK_TREES: readonly WorkTreeChoice[] = ['auto', 'git', 'github-api'];
const POLICIES: readonly PushIntegrationPolicy[] = [
  'AlwaysRebase',
  'RebaseOrMerge',
  'RebaseOrFail',
  'AlwaysMerge',
];
const KEYS = ['repos', 'workTree', 'pushIntegrationPolicy', 'maxRevisions'];

/** What is configured of Git, for every repository and for some. */
export interface ConfiguredGit {
  /** Of several entries of `waybill.git.repositories` that cover a repository and say the same, the first counts. */
  settingsOf(repoURL: string): GitSettings;
  /** Every `workTree` that is written down anywhere. */
  workTrees: readonly WorkTreeChoice[];
}

/** Reads `waybill.git.workTree`, `.pushIntegrationPolicy`, `.maxRevisions` and `.repositories`. Throws an `InputError` that says where. */
export function readGitSettings(config: Config): ConfiguredGit {
  const git = config.getOptionalConfig('waybill.git');
  const general = {
    ...defaultGitSettings,
    ...(git && readSettings(git, 'waybill.git')),
  };
  const entries = (git?.getOptionalConfigArray('repositories') ?? []).map(
    (entry, index) => {
      const where = `waybill.git.repositories[${index}]`;
      const unknown = entry.keys().find(key => !KEYS.includes(key));
      if (unknown !== undefined) {
        throw new InputError(
          `${where}: expected ${KEYS.join(', ')}, found "${unknown}"`,
        );
      }
      return {
        repos: entry.getStringArray('repos').map(repositoryPattern),
        settings: readSettings(entry, where),
      };
    },
  );
  return {
    settingsOf(repoURL) {
      const repository = normalizeGitUrl(repoURL);
      const covering = entries.filter(({ repos }) =>
        repos.some(pattern =>
          minimatch(repository, pattern, {
            dot: true,
            nonegate: true,
            nocomment: true,
          }),
        ),
      );
      return covering.reduceRight<GitSettings>(
        (settings, entry) => ({ ...settings, ...entry.settings }),
        general,
      );
    },
    workTrees: [
      general.workTree,
      ...entries.flatMap(({ settings }) => settings.workTree ?? []),
    ],
  };
}

function readSettings(config: Config, where: string): Partial<GitSettings> {
  const workTree = oneOf(config, where, 'workTree', WORK_TREES);
  const integration = oneOf(config, where, 'pushIntegrationPolicy', POLICIES);
  const maxRevisions = config.getOptionalNumber('maxRevisions');
  if (
    maxRevisions !== undefined &&
    !(Number.isInteger(maxRevisions) && maxRevisions > 0)
  ) {
    throw new InputError(
      `${where}.maxRevisions: expected a whole number above 0, found ${maxRevisions}`,
    );
  }
  return {
    ...(workTree && { workTree }),
    ...(integration && { integration }),
    ...(maxRevisions !== undefined && { maxRevisions }),
  };
}

function oneOf<T extends string>(
  config: Config,
  where: string,
  key: string,
  known: readonly T[],
): T | undefined {
  const found = config.getOptionalString(key);
  const value = known.find(each => each === found);
  if (found !== undefined && value === undefined) {
    throw new InputError(
      `${where}.${key}: expected one of ${known.join(', ')}, found "${found}"`,
    );
  }
  return value;
}
