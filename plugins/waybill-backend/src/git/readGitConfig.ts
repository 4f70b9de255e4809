import os from 'node:os';
import path from 'node:path';
import { Config } from '@backstage/config';
import { CommitIdentity } from '@waybill/backstage-plugin-waybill-node';

/** Reads `waybill.git.author` and `waybill.git.cacheDirectory`. */
export function readGitConfig(config: Config): {
  author: CommitIdentity;
  cacheDirectory: string;
} {
  const git = config.getOptionalConfig('waybill.git');
  return {
    author: {
      name: git?.getOptionalString('author.name') ?? 'Waybill',
      email: git?.getOptionalString('author.email') ?? 'waybill@localhost',
    },
    cacheDirectory:
      git?.getOptionalString('cacheDirectory') ??
      path.join(os.tmpdir(), 'waybill-git-cache'),
  };
}
