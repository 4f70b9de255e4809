import { runGit } from '../../git/runGit';

/** The files of a bare repository at one commit. */
export interface GitTree {
  commit: string;
  /** Undefined: no such file. */
  read(path: string): Promise<string | undefined>;
  /** Names of the files directly in a folder; undefined: no such folder. */
  list(folder: string): Promise<string[] | undefined>;
}

/** Throws, in Argo CD's words, when the revision does not exist. */
export async function openGitTree(
  repository: string,
  revision: string,
): Promise<GitTree> {
  const git = async (...args: string[]) =>
    (await runGit(repository, args)).toString('utf8');
  const wanted = `${revision}^{commit}`;
  const verify = ['rev-parse', '--verify', '--quiet', '--end-of-options'];
  const commit = await git(...verify, wanted).catch(() => {
    throw new Error(
      `failed to generate manifest: rpc error: code = Unknown desc = unable to resolve '${revision}' to a commit SHA`,
    );
  });
  const id = commit.trim();
  const listing = await git('ls-tree', '-r', '-z', '--name-only', id);
  const files = new Set(listing.split('\0').filter(Boolean));

  return {
    commit: id,
    async read(path) {
      return files.has(path)
        ? git('cat-file', 'blob', `${id}:${path}`)
        : undefined;
    },
    async list(folder) {
      const prefix = folder === '' || folder === '.' ? '' : `${folder}/`;
      const below = [...files].filter(file => file.startsWith(prefix));
      return below.length === 0 && prefix !== ''
        ? undefined
        : below
            .map(file => file.slice(prefix.length))
            .filter(name => !name.includes('/'))
            .sort();
    },
  };
}
