import express, {
  NextFunction,
  Request,
  RequestHandler,
  Response,
} from 'express';
import PromiseRouter from 'express-promise-router';
import { createPushAnnouncer, PushAnnouncer } from '../git/pushAnnouncer';
import { createFaultSwitches, FaultSwitches } from '../server/FaultSwitches';
import { listenOnLoopback, RunningServer } from '../server/listenOnLoopback';
import {
  GitHubContext,
  GitHubFault,
  requestedRepository,
} from './GitHubContext';
import { GitHubError, notFound } from './GitHubError';
import { graphqlRoutes } from './graphql/graphqlRoutes';
import { isEmptyRepository } from './reading/isEmptyRepository';
import { createPullRequests, PullRequests } from './pulls/PullRequests';
import { RATE_LIMIT, rateLimitReset } from './rateLimit';
import { accountRoutes } from './routes/accountRoutes';
import { commitPullRoutes } from './routes/commitPullRoutes';
import { commitRoutes } from './routes/commitRoutes';
import { contentRoutes } from './routes/contentRoutes';
import { gitObjectRoutes } from './routes/gitObjectRoutes';
import { gitTagRoutes } from './routes/gitTagRoutes';
import { gitRefRoutes } from './routes/gitRefRoutes';
import { labelRoutes } from './routes/labelRoutes';
import { pullRequestRoutes } from './routes/pullRequestRoutes';
import { repositoryRoutes } from './routes/repositoryRoutes';

const GITHUB_FAULTS: Record<GitHubFault, string> = {
  hang: 'takes the connection and never answers',
  'error-500': 'answers 500 to everything',
  'rate-limit': 'says that the hour’s requests are used up',
  'secondary-limit': 'says that there were too many requests at once',
  'truncate-trees': 'lists only the beginning of a whole tree',
  'withhold-ref-answer': 'makes or moves the ref, never answers',
  'withhold-pull-answer': 'opens the pull request, never answers',
};

export interface GitHubApiOptions {
  /** Where the bare repositories are: the Git server's folder. */
  directory: string;
  /** Where pull requests are kept. */
  stateDirectory: string;
  /** 0: any free one. */
  port: number;
  /** Of the Git server: where clones and pages are. */
  gitBaseUrl: string;
  /** If set, every request must carry it; unset: reading is open and any token may write. */
  token?: string;
  /** Shared with the Git server of the same folder. */
  pushes?: PushAnnouncer;
  /** Shared with the pages of the same pull requests. */
  pulls?: PullRequests;
  /** Asked before the API: the sandbox's console. */
  console?: RequestHandler;
}

export interface GitHubApi extends RunningServer {
  faults: FaultSwitches<GitHubFault>;
  pulls: PullRequests;
}

/** Who may: anyone reads, whoever has a token writes, and only the one token if one is set. */
function authenticate(token: string | undefined): RequestHandler {
  return (req, _res, next) => {
    const given = /^(?:bearer|token) (.+)$/i.exec(
      req.headers.authorization ?? '',
    )?.[1];
    if (token && given && given !== token) {
      throw new GitHubError(401, 'Bad credentials');
    }
    if (!given && (token || !['GET', 'HEAD'].includes(req.method))) {
      throw new GitHubError(401, 'Requires authentication');
    }
    next();
  };
}

function sendError(error: Error, res: Response) {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const known =
    error instanceof GitHubError
      ? error
      : new GitHubError(
          (error as { status?: number }).status ?? 500,
          error.message,
        );
  res.status(known.status).json(known.toBody());
}

/** A GitHub-style REST API over the repositories of a folder, at `/` and, as on GitHub Enterprise, at `/api/v3`. */
export async function startGitHubApi(
  options: GitHubApiOptions,
): Promise<GitHubApi> {
  const { directory, gitBaseUrl, stateDirectory } = options;
  const faults = createFaultSwitches<GitHubFault>(GITHUB_FAULTS);
  const pulls = options.pulls ?? createPullRequests({ stateDirectory });
  const pushes = options.pushes ?? createPushAnnouncer({ directory });
  const context: GitHubContext = {
    directory,
    gitBaseUrl,
    pulls,
    pushes,
    faults,
  };

  const api = PromiseRouter();
  api.use((req, res, next) => {
    const [, scope = ''] = /^\/repos\/([^/]+\/[^/]+)/.exec(req.path) ?? [];
    if (faults.take('hang', scope)) {
      return;
    }
    if (faults.take('error-500', scope)) {
      res.status(500).json({
        message: 'the sandbox fails on purpose (fault error-500)',
      });
      return;
    }
    next();
  });
  api.use((req, res, next) => {
    const [, scope = ''] = /^\/repos\/([^/]+\/[^/]+)/.exec(req.path) ?? [];
    if (faults.take('rate-limit', scope)) {
      res
        .set({
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(rateLimitReset(new Date())),
        })
        .status(403)
        .json({ message: 'API rate limit exceeded for installation ID 1.' });
      return;
    }
    if (faults.take('secondary-limit', scope)) {
      res.set({ 'retry-after': '60' }).status(403).json({
        message: 'You have exceeded a secondary rate limit.',
      });
      return;
    }
    next();
  });
  api.use((_req, res, next) => {
    res.set({
      'x-ratelimit-limit': String(RATE_LIMIT),
      'x-ratelimit-remaining': String(RATE_LIMIT),
      'x-ratelimit-reset': String(rateLimitReset(new Date())),
      'x-ratelimit-used': '0',
      'x-ratelimit-resource': 'core',
      'x-github-media-type': 'github.v3; format=json',
      'x-github-api-version-selected': '2022-11-28',
    });
    next();
  });
  // Clients that send a condition often send `no-cache` with it; GitHub answers 304 all the same.
  api.use((req, _res, next) => {
    delete req.headers['cache-control'];
    next();
  });
  api.use(authenticate(options.token));
  // GitHub reads a body as JSON whatever its content type says.
  api.use(express.json({ limit: '40mb', type: () => true, strict: false }));
  api.use(accountRoutes(context));
  api.use(repositoryRoutes(context));
  api.use(contentRoutes(context));
  api.use(commitPullRoutes(context));
  api.use(commitRoutes(context));
  // GitHub makes objects in no repository that has none.
  api.post('/repos/:owner/:repo/git/*', (req, _res, next) => {
    if (isEmptyRepository(requestedRepository(context, req).path)) {
      throw new GitHubError(409, 'Git Repository is empty.');
    }
    next();
  });
  api.use(gitObjectRoutes(context));
  api.use(gitTagRoutes(context));
  api.use(gitRefRoutes(context));
  api.use(pullRequestRoutes(context));
  api.use(labelRoutes(context));
  api.use(graphqlRoutes(context));
  api.use(() => {
    throw notFound();
  });

  const app = express();
  app.disable('x-powered-by');
  if (options.console) {
    app.use(options.console);
  }
  app.use('/api/v3', api);
  // On GitHub Enterprise, GraphQL is beside REST, not below.
  app.post('/api/graphql', (req, res, next) => {
    req.url = '/graphql';
    api(req, res, next);
  });
  app.use(api);
  app.use((error: Error, _req: Request, res: Response, _next: NextFunction) =>
    sendError(error, res),
  );
  const server = await listenOnLoopback({ port: options.port, handler: app });
  return { ...server, faults, pulls };
}
