import { Signer } from '../signing/Signer';
import { createObjectSource } from '../repository/createObjectSource';
import { Wanted } from '../repository/fetchCommit';
import { openCommit } from '../repository/openCommit';
import { Repository } from '../repository/Repository';
import { createProgramRemote, ProgramRemote } from './createProgramRemote';
import { GitWorkTree } from './GitWorkTree';

/** The work tree of a commit, or an empty one, by the git program. */
export async function openWorkTree(
  options: Omit<ProgramRemote, 'base'> & {
    repoURL: string;
    repository: Repository;
    branch?: string;
    commit?: string;
    signer?: Signer;
    sparse?: string[];
    signal: AbortSignal;
  },
): Promise<GitWorkTree> {
  const { repository, branch, commit, signal } = options;
  const base: Wanted | undefined = commit
    ? { commit, branch, depth: 1, filter: 'blob:none' }
    : undefined;
  const tree = base && (await openCommit(repository, base, signal));
  return new GitWorkTree({
    ...options,
    repositoryKey: repository.url.key,
    branch,
    base: commit && tree ? { commit, tree } : undefined,
    source: createObjectSource(repository, base, signal),
    remote: createProgramRemote({ ...options, base }),
  });
}
