import { Request } from 'express';
import { PushAnnouncer } from '../git/pushAnnouncer';
import {
  findRepository,
  parseRepositoryName,
  RepositoryName,
} from '../git/repositories';
import { FaultSwitches } from '../server/FaultSwitches';
import { notFound } from './GitHubError';
import { PullRequests } from './pulls/PullRequests';
import { Links, linksOf } from './views/Links';

/** What the GitHub-style API can be made to do wrong. */
export type GitHubFault =
  | 'hang'
  | 'error-500'
  | 'rate-limit'
  | 'secondary-limit'
  | 'truncate-trees'
  | 'withhold-ref-answer'
  | 'withhold-pull-answer';

/** Who the API takes every caller for: one account, whatever the token. */
export const API_LOGIN = 'waybill-bot';

/** What every route works with. */
export interface GitHubContext {
  directory: string;
  gitBaseUrl: string;
  pulls: PullRequests;
  pushes: PushAnnouncer;
  faults: FaultSwitches<GitHubFault>;
}

/** The repository a request speaks of. */
export interface RequestedRepository {
  name: RepositoryName;
  /** On disk. */
  path: string;
  links: Links;
}

/** Throws GitHub's 404 if there is none. */
export function requestedRepository(
  context: GitHubContext,
  req: Request,
): RequestedRepository {
  const name = parseRepositoryName(`${req.params.owner}/${req.params.repo}`);
  const path = name && findRepository(context.directory, name);
  if (!path) {
    throw notFound();
  }
  return { name, path, links: linksOf(req, context.gitBaseUrl) };
}
