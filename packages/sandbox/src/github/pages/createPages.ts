import express, { NextFunction, Request, Response } from 'express';
import { html, renderPage } from '../../server/html';
import { GitHubError, notFound } from '../GitHubError';
import { codePages } from './codePages';
import { PageContext } from './PageContext';
import { pullRequestPages } from './pullRequestPages';

/** What a browser sees at the addresses that GitHub's answers call `html_url`. */
export function createPages(context: PageContext): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(pullRequestPages(context));
  app.use(codePages(context));
  app.use(() => {
    throw notFound();
  });
  app.use((error: Error, _req: Request, res: Response, _next: NextFunction) => {
    const status = error instanceof GitHubError ? error.status : 500;
    const body = html`<h1>${error.message}</h1>
      <p><a href="/">Repositories</a></p>`;
    res.status(status).send(renderPage(error.message, body));
  });
  return app;
}
