import express, {
  NextFunction,
  Request,
  RequestHandler,
  Response,
} from 'express';
import PromiseRouter from 'express-promise-router';
import { NotFoundError } from '@backstage/errors';
import { GitHubError } from '../github/GitHubError';
import { isSameOrigin } from '../server/isSameOrigin';
import { createActions } from './actions';
import { consolePage } from './consolePage';
import { readState } from './readState';
import { SandboxParts } from './SandboxParts';

const STATUS: Record<string, number> = {
  InputError: 400,
  NotFoundError: 404,
  ServiceUnavailableError: 503,
};

function statusOf(error: Error): number {
  return error instanceof GitHubError
    ? error.status
    : STATUS[error.name] ?? 500;
}

/**
 * The sandbox's page at `/` and the same as JSON: `GET /_control/state`, `POST /_control/<action>`. A form is answered
 * with the page again, JSON with JSON.
 */
export function createConsole(parts: () => SandboxParts): RequestHandler {
  const router = PromiseRouter();
  let message: string | undefined;
  const isForm = (req: Request) =>
    !/^application\/json\b/.test(req.headers['content-type'] ?? '');

  router.get('/', async (_req, res) => {
    const state = await readState(parts());
    res.type('html').send(consolePage(state, message));
    message = undefined;
  });

  router.get('/_control/state', async (_req, res) => {
    res.json(await readState(parts()));
  });

  router.use('/_control', (req, res, next) => {
    if (!isSameOrigin(req)) {
      res.status(403).json({ error: 'this must come from the page itself' });
      return;
    }
    next();
  });
  router.use(
    '/_control',
    express.json(),
    express.urlencoded({ extended: false }),
  );

  router.post('/_control/:action', async (req, res) => {
    const actions = createActions(parts());
    const { action } = req.params;
    if (!Object.hasOwn(actions, action)) {
      throw new NotFoundError(
        `unknown action '${action}', expected one of ${Object.keys(
          actions,
        ).join(', ')}`,
      );
    }
    const done = await actions[action].run(req.body);
    if (isForm(req)) {
      message = done;
      res.redirect(303, '/');
    } else {
      res.json({ message: done });
    }
  });

  router.use(
    (error: Error, req: Request, res: Response, _next: NextFunction) => {
      if (req.method === 'POST' && isForm(req)) {
        message = error.message;
        res.redirect(303, '/');
      } else {
        res.status(statusOf(error)).json({ error: error.message });
      }
    },
  );
  return router;
}
