/**
 * Credentials for Git repositories, image registries (charts in them included), classic chart repositories and the APIs of Git hosts
 * that Backstage's `integrations` have none for; of those, `github`, `gitlab` and `gitea` count. Of several that match, the first one counts. None is sent over plain http, but to
 * this machine.
 */
export interface CredentialConfig {
  match: {
    /**
     * Where it may be sent: a prefix of addresses, which ends where a name ends, or a glob over host and path.
     *
     * @example 'https://git.example.com/acme'
     */
    url: string;
    /** Default: all. */
    kinds?: Array<'git' | 'image' | 'chart' | 'host-api'>;
    /** Entity refs whose pipelines may use it. Default: all. */
    entities?: string[];
  };
  username?: string;
  /**
   * With `username`.
   *
   * @visibility secret
   */
  password?: string;
  /**
   * Instead of a password.
   *
   * @visibility secret
   */
  token?: string;
  /** Send it over plain http too. Default: false. */
  allowInsecure?: boolean;
}
