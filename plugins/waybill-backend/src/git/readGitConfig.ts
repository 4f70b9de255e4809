import os from 'node:os';
import path from 'node:path';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { CommitIdentity } from '@waybill/backstage-plugin-waybill-node';
import { GitLimits } from './GitLimits';

const HOUR_MS = 3600_000;
const MEGABYTE = 1024 * 1024;

/** Reads `waybill.git.author`, `.insecureHosts`, `.cacheDirectory` and `.cache`. Throws an `InputError` that says where. */
export function readGitConfig(config: Config): {
  author: CommitIdentity;
  cacheDirectory: string;
  /** Hosts with their ports. */
  insecureHosts: string[];
  limits: Partial<GitLimits>;
} {
  const git = config.getOptionalConfig('waybill.git');
  const cacheBytes = positive(git, 'cache.maxMegabytes', MEGABYTE);
  const cacheIdleMs = positive(git, 'cache.maxIdleHours', HOUR_MS);
  const insecureHosts = git?.getOptionalStringArray('insecureHosts') ?? [];
  insecureHosts.forEach((host, index) => {
    if (!/^[a-z0-9.-]+(:\d+)?$/.test(host)) {
      throw new InputError(
        `waybill.git.insecureHosts[${index}]: expected a host such as git.example.com:8443, in small letters, found "${host}"`,
      );
    }
  });
  return {
    author: {
      name: git?.getOptionalString('author.name') ?? 'Waybill',
      email: git?.getOptionalString('author.email') ?? 'waybill@localhost',
    },
    cacheDirectory:
      git?.getOptionalString('cacheDirectory') ??
      path.join(os.tmpdir(), 'waybill-git-cache'),
    insecureHosts,
    limits: {
      ...(cacheBytes !== undefined && { cacheBytes }),
      ...(cacheIdleMs !== undefined && { cacheIdleMs }),
    },
  };
}

function positive(
  git: Config | undefined,
  key: string,
  unit: number,
): number | undefined {
  const value = git?.getOptionalNumber(key);
  if (value !== undefined && !(value > 0)) {
    throw new InputError(
      `waybill.git.${key}: expected a number above 0, found ${value}`,
    );
  }
  return value === undefined ? undefined : value * unit;
}
