import { mkdir, writeFile } from 'node:fs/promises';
import { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFaultSwitches, FaultSwitches } from '../server/FaultSwitches';
import { listenOnLoopback, RunningServer } from '../server/listenOnLoopback';
import {
  createPushAnnouncer,
  PushAnnouncer,
  PushListener,
} from './pushAnnouncer';
import { findRepository, fullName, parseRepositoryName } from './repositories';
import { runHttpBackend } from './runHttpBackend';

const SLOW_MILLISECONDS = 3_000;

const GIT_FAULTS = {
  hang: 'takes the connection and never answers',
  'withhold-push-answer': 'takes a push, moves the ref, never answers',
  'error-500': 'answers 500 to everything',
  slow: 'answers three seconds late',
  'refuse-push': 'declines every push, as a pre-receive hook does',
};

/** What the Git server can be made to do wrong. */
export type GitFault = keyof typeof GIT_FAULTS;

export interface GitServerOptions {
  /** Repositories are at `<directory>/<owner>/<name>.git`. */
  directory: string;
  /** 0: any free one. */
  port: number;
  /** If set, every request must carry it as the password of Basic or as Bearer; unset: anyone may read and push. */
  token?: string;
  /** Shared with whatever else moves refs in these repositories. */
  pushes?: PushAnnouncer;
  /** Answers what is not Git: pages for a browser. */
  pages?: RequestListener;
}

export interface GitServer extends RunningServer {
  directory: string;
  faults: FaultSwitches<GitFault>;
  pushes: PushAnnouncer;
  /** Called after refs have moved and before the client hears of it. Returns a function that ends it. */
  onPush(listener: PushListener): () => void;
}

/** The credentials of a request, and nothing if there are none. */
function readCredentials(req: IncomingMessage) {
  const [scheme, value = ''] = (req.headers.authorization ?? '').split(' ');
  if (/^basic$/i.test(scheme)) {
    const [user, ...password] = Buffer.from(value, 'base64')
      .toString()
      .split(':');
    return { user, secret: password.join(':') };
  }
  return /^(bearer|token)$/i.test(scheme)
    ? { user: 'token', secret: value }
    : undefined;
}

/** Splits a smart-HTTP request; undefined: this is no Git request. `.git` may be left out, as on GitHub. */
function readGitRequest(req: IncomingMessage) {
  const url = new URL(req.url ?? '/', 'http://localhost');
  const match =
    /^\/([^/]+\/[^/]+)\/(info\/refs|git-upload-pack|git-receive-pack|HEAD|objects\/.+)$/.exec(
      url.pathname,
    );
  const repository = match && parseRepositoryName(match[1]);
  if (!match || !repository) {
    return undefined;
  }
  return {
    repository,
    path: `/${fullName(repository)}.git/${match[2]}`,
    query: url.search.slice(1),
    isPush: req.method === 'POST' && match[2] === 'git-receive-pack',
  };
}

function answer(res: ServerResponse, status: number, text: string) {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  res.end(`${text}\n`);
}

/** Git over HTTP for the repositories of a folder, with `git http-backend` behind it. */
export async function startGitServer(
  options: GitServerOptions,
): Promise<GitServer> {
  const { directory } = options;
  const faults = createFaultSwitches<GitFault>(GIT_FAULTS);
  const pushes = options.pushes ?? createPushAnnouncer({ directory });
  const refusingHooks = join(directory, '.refusing-hooks');
  await mkdir(refusingHooks, { recursive: true });
  await writeFile(
    join(refusingHooks, 'pre-receive'),
    '#!/bin/sh\necho "the sandbox refuses this push (fault refuse-push)" >&2\nexit 1\n',
    { mode: 0o755 },
  );

  async function handle(
    req: IncomingMessage,
    res: ServerResponse,
    request: NonNullable<ReturnType<typeof readGitRequest>>,
  ) {
    const scope = fullName(request.repository);
    const credentials = readCredentials(req);
    if (options.token && credentials?.secret !== options.token) {
      res.setHeader('www-authenticate', 'Basic realm="sandbox"');
      answer(res, 401, 'credentials are required');
      return;
    }
    if (faults.take('hang', scope)) {
      return;
    }
    if (faults.take('error-500', scope)) {
      answer(res, 500, 'the sandbox fails on purpose (fault error-500)');
      return;
    }
    if (faults.take('slow', scope)) {
      await sleep(SLOW_MILLISECONDS);
    }
    if (!findRepository(directory, request.repository)) {
      answer(res, 404, `no repository ${scope}`);
      return;
    }
    const withheld =
      request.isPush && faults.take('withhold-push-answer', scope);
    const refused = request.isPush && faults.take('refuse-push', scope);
    if (request.isPush) {
      await pushes.look(request.repository);
    }
    await runHttpBackend({
      req,
      res: withheld ? undefined : res,
      directory,
      path: request.path,
      query: request.query,
      user: credentials?.user,
      env: refused
        ? {
            GIT_CONFIG_COUNT: '1',
            GIT_CONFIG_KEY_0: 'core.hooksPath',
            GIT_CONFIG_VALUE_0: refusingHooks,
          }
        : undefined,
    });
    if (request.isPush) {
      await pushes.look(request.repository);
    }
    if (!withheld) {
      res.end();
    }
  }

  const server = await listenOnLoopback({
    port: options.port,
    handler: (req, res) => {
      const request = readGitRequest(req);
      if (request) {
        handle(req, res, request).catch(error => {
          if (res.headersSent) {
            res.destroy();
          } else {
            answer(res, 500, `the sandbox failed: ${error}`);
          }
        });
      } else if (options.pages) {
        options.pages(req, res);
      } else {
        answer(res, 404, 'not found');
      }
    },
  });
  return { ...server, directory, faults, pushes, onPush: pushes.onPush };
}
