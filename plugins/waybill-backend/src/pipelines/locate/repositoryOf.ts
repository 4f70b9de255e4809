import { ScmIntegrationRegistry } from '@backstage/integration';

/** A place in a repository, as a host's web address names it. */
export interface RepositoryPlace {
  /** Address that Git is asked with, without `.git`. */
  repositoryUrl: string;
  /** Everything of the address that must stay when a relative reference is followed: repository, kind of view and ref. */
  root: string;
}

interface Shape {
  /** How many path segments name the repository; the rest follows. */
  repository: RegExp;
  clone?: (match: RegExpExecArray) => string;
}

/** Web addresses of files and folders by host: everything up to and including the ref, whose first segment is taken for it. */
const SHAPES: Record<string, Shape> = {
  github: {
    repository: /^(\/[^/]+\/[^/]+)\/(?:blob|tree|raw|edit)\/[^/]+\//,
  },
  gitlab: {
    repository:
      /^(\/[^/]+(?:\/[^/]+)+?)(?:\/-)?\/(?:blob|tree|raw|edit)\/[^/]+\//,
  },
  gitea: {
    repository:
      /^(\/[^/]+\/[^/]+)\/(?:src|raw)\/(?:branch|tag|commit)\/[^/]+\//,
  },
  bitbucketCloud: {
    repository: /^(\/[^/]+\/[^/]+)\/(?:src|raw)\/[^/]+\//,
  },
  bitbucketServer: {
    repository: /^\/projects\/([^/]+)\/repos\/([^/]+)\/(?:browse|raw)\//,
    clone: ([, project, repository]) => `/scm/${project}/${repository}`,
  },
};

/** The repository that the address of a file or folder is in; undefined where the host or the form is not known. */
export function repositoryOf(
  url: string,
  integrations: ScmIntegrationRegistry,
): RepositoryPlace | undefined {
  if (!URL.canParse(url)) {
    return undefined;
  }
  const { protocol, origin, pathname, username } = new URL(url);
  if (!/^https?:$/.test(protocol) || username) {
    return undefined;
  }
  const shape = SHAPES[integrations.byUrl(url)?.type ?? ''];
  const match = shape?.repository.exec(pathname);
  if (!match) {
    return undefined;
  }
  const repository = shape.clone?.(match) ?? match[1];
  return {
    repositoryUrl: `${origin}${repository}`.replace(/\.git$/, ''),
    root: `${origin}${match[0]}`,
  };
}
