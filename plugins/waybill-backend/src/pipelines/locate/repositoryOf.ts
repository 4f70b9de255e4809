import { ScmIntegrationRegistry } from '@backstage/integration';

/** A place in a repository, as a host's web address names it. */
export interface RepositoryPlace {
  /** Address that Git is asked with, without `.git`. */
  repositoryUrl: string;
  /**
   * First segment of the branch, tag or commit; empty where the path does not name it. A path that climbs beyond it names another
   * one, which nobody may have reviewed.
   */
  ref: string;
}

interface Shape {
  /** The repository's path, then the ref's first segment. */
  pattern: RegExp;
  /** Where Git's address is another one than the web's. */
  repository?: (match: RegExpExecArray) => string;
}

/** Web addresses of files and folders, by host. */
const SHAPES: Record<string, Shape> = {
  github: {
    pattern: /^(\/[^/]+\/[^/]+)\/(?:blob|tree|raw|edit)\/([^/]+)\//,
  },
  gitlab: {
    pattern:
      /^(\/[^/]+(?:\/[^/]+)+?)(?:\/-)?\/(?:blob|tree|raw|edit)\/([^/]+)\//,
  },
  gitea: {
    pattern: /^(\/[^/]+\/[^/]+)\/(?:src|raw)\/((?:branch|tag|commit)\/[^/]+)\//,
  },
  bitbucketCloud: {
    pattern: /^(\/[^/]+\/[^/]+)\/(?:src|raw)\/([^/]+)\//,
  },
  bitbucketServer: {
    pattern: /^\/projects\/([^/]+)\/repos\/([^/]+)\/(?:browse|raw)\//,
    repository: ([, project, repository]) => `/scm/${project}/${repository}`,
  },
};

/**
 * Dot segments, backslashes, and these or a slash escaped: whoever asks the host may decode or resolve them once more, and so read
 * from another repository than the one found here, with the platform's token.
 */
const AMBIGUOUS = /\\|%(2e|5c|25)|\/\.\.?([/?#]|$)|^[^?#]*%2f/i;

/** The repository that the address of a file or folder is in; undefined where the host or the form is not known. */
export function repositoryOf(
  url: string,
  integrations: ScmIntegrationRegistry,
): RepositoryPlace | undefined {
  if (!URL.canParse(url) || AMBIGUOUS.test(url)) {
    return undefined;
  }
  const { protocol, origin, pathname, username } = new URL(url);
  if (!/^https?:$/.test(protocol) || username) {
    return undefined;
  }
  const shape = SHAPES[integrations.byUrl(url)?.type ?? ''];
  const match = shape?.pattern.exec(pathname);
  if (!match) {
    return undefined;
  }
  const repository = shape.repository?.(match) ?? match[1];
  return {
    repositoryUrl: `${origin}${repository}`.replace(/\.git$/, ''),
    ref: shape.repository ? '' : match[2],
  };
}
