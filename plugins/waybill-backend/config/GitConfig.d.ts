import { GitGrant } from './GitGrant';

export interface GitConfig {
  /** What pipelines may read and write in Git. Nothing is granted by default. */
  allow?: GitGrant[];
  /**
   * Whether an entity that a configured location or an entity provider brought into the catalog is granted the repository that it
   * came from. Never for a location that a person registered. Default: false.
   */
  allowOwnRepository?: boolean;
  /** Of commits, where a step does not say another. Default: Waybill <waybill@localhost>. */
  author?: {
    name?: string;
    email?: string;
  };
  /**
   * Where repositories are kept between promotions. Nothing in it is needed again; best on a local disk. Default: a folder below
   * that for temporary files.
   */
  cacheDirectory?: string;
  /** What is kept there at most; the least recently used repositories go first. */
  cache?: {
    /** Of all repositories together. Default: 4096. */
    maxMegabytes?: number;
    /** Of a repository that nobody used. Default: 168, a week. */
    maxIdleHours?: number;
  };
  /**
   * Whose work trees promotions use. `git`: the git program's, on a cached partial clone. `github-api`: those of GitHub's API, without
   * clone or disk; for hosts in `integrations.github` alone. Default: auto, the program's where there is one, else GitHub's. What
   * cannot work on this machine keeps the backend from starting.
   */
  workTree?: 'auto' | 'git' | 'github-api';
  /**
   * How a push goes on when the branch has commits that it does not contain. Default: AlwaysRebase, which makes the promotion's own
   * commits anew on the branch's tip, and merges where there are others.
   */
  pushIntegrationPolicy?:
    | 'AlwaysRebase'
    | 'RebaseOrMerge'
    | 'RebaseOrFail'
    | 'AlwaysMerge';
  /** How many commits of one push GitHub makes for the step `github-push`. Default: 10. */
  maxRevisions?: number;
  /** The three settings above, for some repositories. Of several entries that cover one and say the same, the first counts. */
  repositories?: Array<{
    /** Globs of repository addresses. */
    repos: string[];
    workTree?: 'auto' | 'git' | 'github-api';
    pushIntegrationPolicy?:
      | 'AlwaysRebase'
      | 'RebaseOrMerge'
      | 'RebaseOrFail'
      | 'AlwaysMerge';
    maxRevisions?: number;
  }>;
  /**
   * Hosts, with their ports, whose certificates the git program does not look at, for every pipeline; a step's
   * `insecureSkipTLSVerify` says nothing more. Better: `GIT_SSL_CAINFO` in the backend's environment names a file with the
   * authorities to trust. Default: none.
   */
  insecureHosts?: string[];
  /** Keys that commits and tags are signed with, by `gpg` (OpenPGP) and `ssh-keygen` (SSH) on the backend's path. */
  signing?: {
    /** Name of the key for all repositories that no entry of `allow` names one for. Default: those are not signed. */
    default?: string;
    keys?: Array<{
      name: string;
      /** Default: as the key is. */
      format?: 'openpgp' | 'ssh';
      /**
       * Armored OpenPGP, or OpenSSH.
       *
       * @visibility secret
       */
      privateKey: string;
      /**
       * Of an OpenPGP key.
       *
       * @visibility secret
       */
      passphrase?: string;
      /** Whom commits with this key name as their committer, since hosts hold the key against that. Default: their author. */
      committer?: {
        name: string;
        email: string;
      };
    }>;
  };
}
