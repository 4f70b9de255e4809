import { CacheSlot } from '../cache/createCacheSlot';
import { GitLimits } from '../GitLimits';
import { ObjectReader } from '../objects/createObjectReader';
import { AskedRef } from '../program/askRefs';
import { GitOutput } from '../program/runGit';
import { RepositoryUrl } from '../repositoryUrl';

export interface GitCommand {
  args: string[];
  /**
   * `remote` talks to the server, outside of any repository. `cache` runs in the bare repository, alone there, and may talk to the
   * server. `beside` does so while others run there, and locks nothing. `objects` sees the cached objects alone and talks to
   * nobody.
   */
  where: 'remote' | 'cache' | 'beside' | 'objects';
  input?: Buffer | string;
  signal: AbortSignal;
}

/** One repository, as one caller may see it. */
export interface Repository {
  readonly url: RepositoryUrl;
  readonly slot: CacheSlot;
  readonly limits: GitLimits;
  /** Reads what is cached; talks to nobody. */
  reader(): ObjectReader;
  /** Refs of the remote, asked for without git. Undefined: it is to be asked by git. */
  askRefs(
    prefixes: readonly string[],
    signal: AbortSignal,
  ): Promise<Map<string, AskedRef> | undefined>;
  /** Any exit code; throws only when git did not end by itself. */
  git(command: GitCommand): Promise<GitOutput>;
  /** An error for a command that failed: says what of the remote, or that the cache is to blame. */
  problem(command: GitCommand, output: GitOutput): Error;
}
