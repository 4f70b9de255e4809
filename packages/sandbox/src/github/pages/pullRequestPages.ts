import express, { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { runGitLine } from '../../git/runGit';
import { html, renderPage } from '../../server/html';
import { isSameOrigin } from '../../server/isSameOrigin';
import { GitHubError, notFound } from '../GitHubError';
import { buildTestMerge } from '../pulls/buildTestMerge';
import { mergePullRequest } from '../pulls/mergePullRequest';
import { PullRequestRecord } from '../pulls/PullRequestRecord';
import { readPullRequest } from '../pulls/readPullRequest';
import { updatePullRequest } from '../pulls/updatePullRequest';
import { diffMarkup } from './diffMarkup';
import { PageContext, pageRepository, PageRepository } from './PageContext';

/** Whoever clicks in the sandbox: it knows no people. */
export const VISITOR_LOGIN = 'sandbox-visitor';

function stateMarkup(pull: PullRequestRecord, full: string) {
  const { merged } = pull;
  return merged
    ? html`<p>
        <span class="tag">merged</span> by ${merged.by} at ${merged.at} as
        <a href="/${full}/commit/${merged.sha}">${merged.sha.slice(0, 7)}</a>
      </p>`
    : html`<p><span class="tag">${pull.state}</span></p>`;
}

/** Merge and Close, or why not. */
async function actionMarkup(
  repository: PageRepository,
  pull: PullRequestRecord,
) {
  if (pull.state === 'closed') {
    return html``;
  }
  const { full, name, path } = repository;
  const mergeable = await buildTestMerge(path, name, pull);
  const action = (verb: string, label: string) => html`<form
    method="post"
    action="/${full}/pull/${pull.number}/${verb}"
  >
    <button>${label}</button>
  </form>`;
  return html`<p>
    ${mergeable
      ? action('merge', 'Merge pull request')
      : html`<strong>Conflicts with ${pull.base}: cannot be merged.</strong>`}
    ${action('close', 'Close')}
  </p>`;
}

/** A pull request with its diff, to be merged or closed by whoever looks at it. */
export function pullRequestPages(context: PageContext): Router {
  const router = PromiseRouter();
  const path = '/:owner/:repo/pull/:number(\\d+)';

  async function requested(req: Request) {
    const repository = pageRepository(context, req);
    const number = Number(req.params.number);
    const pull = await readPullRequest(context, repository.name, number);
    if (!pull) {
      throw notFound();
    }
    return { repository, pull };
  }

  const diffOf = async (
    repository: PageRepository,
    pull: PullRequestRecord,
  ) => {
    const start = await runGitLine(repository.path, [
      'merge-base',
      pull.baseSha,
      pull.headSha,
    ]);
    return runGitLine(repository.path, [
      'diff',
      '--no-color',
      '--no-ext-diff',
      start,
      pull.headSha,
    ]);
  };

  router.get(`${path}.diff`, async (req, res) => {
    const { repository, pull } = await requested(req);
    res.type('text/plain').send(`${await diffOf(repository, pull)}\n`);
  });

  router.get(path, async (req, res) => {
    const { repository, pull } = await requested(req);
    const { full } = repository;
    const body = html`<p><a href="/${full}">${full}</a></p>
      <h1>#${pull.number} ${pull.title}</h1>
      ${stateMarkup(pull, full)}
      <p>
        ${pull.user} wants to merge
        <a class="tag" href="/${full}/commit/${pull.headSha}">${pull.head}</a>
        into <a class="tag" href="/${full}/tree/${pull.base}">${pull.base}</a>
        ${pull.labels.map(label => html`<span class="tag">${label}</span> `)}
      </p>
      ${pull.body ? html`<pre>${pull.body}</pre>` : ''}
      ${await actionMarkup(repository, pull)}
      <h2>Changes</h2>
      ${diffMarkup(await diffOf(repository, pull))}`;
    res.send(renderPage(`#${pull.number} ${pull.title}`, body));
  });

  router.post(
    `${path}/:verb(merge|close)`,
    express.urlencoded({ extended: false }),
    async (req, res) => {
      if (!isSameOrigin(req)) {
        throw new GitHubError(403, 'this must come from the page itself');
      }
      const { repository, pull } = await requested(req);
      if (req.params.verb === 'merge') {
        await mergePullRequest(context, repository.name, pull.number, {
          method: 'merge',
          by: VISITOR_LOGIN,
        });
      } else {
        await updatePullRequest(context, repository.name, pull.number, {
          state: 'closed',
        });
      }
      res.redirect(303, `/${repository.full}/pull/${pull.number}`);
    },
  );

  return router;
}
