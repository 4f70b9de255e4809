import { posix } from 'node:path';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { listRepositories, fullName } from '../../git/repositories';
import { runGit, runGitLine } from '../../git/runGit';
import { html, Html, renderPage } from '../../server/html';
import { notFound } from '../GitHubError';
import { listPullRequests } from '../pulls/readPullRequest';
import { readBranchTips } from '../reading/readBranchTips';
import { readCommit, readCommits } from '../reading/readCommits';
import { readTree } from '../reading/readTree';
import { readDefaultBranch, resolveCommit } from '../reading/resolveCommit';
import { diffMarkup } from './diffMarkup';
import { PageContext, pageRepository, splitRefAndPath } from './PageContext';

const COMMITS_SHOWN = 30;
const first = (params: unknown) => (params as Record<string, string>)[0];

/** Repositories, folders, files, commits, for a person's browser. */
export function codePages(context: PageContext): Router {
  const router = PromiseRouter();

  router.get('/', async (_req, res) => {
    const names = (await listRepositories(context.directory)).map(fullName);
    const items = names.map(
      name => html`<li><a href="/${name}">${name}</a></li>`,
    );
    res.send(
      renderPage(
        'Repositories',
        html`<h1>Repositories</h1>
          <ul>
            ${items}
          </ul>`,
      ),
    );
  });

  router.get('/:owner/:repo', async (req, res) => {
    const repository = pageRepository(context, req);
    const { full, path } = repository;
    const main = await readDefaultBranch(path);
    const tips = await readBranchTips(path);
    const sha = tips.get(main);
    const commits = sha
      ? await readCommits(path, [sha], [`-${COMMITS_SHOWN}`])
      : [];
    const pulls = await listPullRequests(context, repository.name);
    const rows: Html[] = commits.map(
      commit => html`<tr>
        <td>
          <a href="/${full}/commit/${commit.sha}">${commit.sha.slice(0, 7)}</a>
        </td>
        <td>${commit.message.split('\n')[0]}</td>
        <td>${commit.author.name}</td>
        <td class="soft">${commit.committer.date}</td>
      </tr>`,
    );
    const body = html`<p><a href="/">Repositories</a></p>
      <h1>${full}</h1>
      <pre>git clone http://${req.headers.host}/${full}.git</pre>
      <p>
        Branches:
        ${[...tips.keys()].map(
          branch =>
            html`<a class="tag" href="/${full}/tree/${branch}">${branch}</a> `,
        )}
      </p>
      <h2>Pull requests</h2>
      <ul>
        ${pulls.map(
          pull => html`<li>
            <a href="/${full}/pull/${pull.number}"
              >#${pull.number} ${pull.title}</a
            >
            <span class="tag">${pull.merged ? 'merged' : pull.state}</span>
          </li>`,
        )}
      </ul>
      <h2>Commits on ${main}</h2>
      <table>
        ${rows}
      </table>`;
    res.send(renderPage(full, body));
  });

  router.get('/:owner/:repo/raw/*', async (req, res) => {
    const repository = pageRepository(context, req);
    const { sha, path } = await splitRefAndPath(repository, first(req.params));
    const [entry] = await readTree(repository.path, sha, { path });
    if (entry?.type !== 'blob') {
      throw notFound();
    }
    // Never a page: what a repository holds must not run in this origin.
    res.set({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    res.send(await runGit(repository.path, ['cat-file', 'blob', entry.sha]));
  });

  router.get('/:owner/:repo/:kind(blob|tree)/*', async (req, res) => {
    const repository = pageRepository(context, req);
    const { full } = repository;
    const { ref, sha, path } = await splitRefAndPath(
      repository,
      first(req.params),
    );
    const [entry] = path ? await readTree(repository.path, sha, { path }) : [];
    if (path && !entry) {
      throw notFound();
    }
    const heading = html`<p><a href="/${full}">${full}</a></p>
      <h1>${path || full} <span class="tag">${ref}</span></h1>`;
    if (entry?.type === 'blob') {
      const content = await runGit(repository.path, [
        'cat-file',
        'blob',
        entry.sha,
      ]);
      const body = html`${heading}
        <p><a href="/${full}/raw/${ref}/${path}">Raw</a></p>
        <pre>${content.toString()}</pre>`;
      res.send(renderPage(path, body));
      return;
    }
    const children = await readTree(repository.path, entry?.sha ?? sha);
    const items = children.map(child => {
      const kind = child.type === 'blob' ? 'blob' : 'tree';
      const to = posix.join(path, child.path);
      return html`<li>
        <a href="/${full}/${kind}/${ref}/${to}">${child.path}</a>
      </li>`;
    });
    res.send(
      renderPage(
        full,
        html`${heading}
          <ul>
            ${items}
          </ul>`,
      ),
    );
  });

  router.get('/:owner/:repo/commit/:sha', async (req, res) => {
    const { full, path } = pageRepository(context, req);
    const sha = await resolveCommit(path, req.params.sha);
    if (!sha) {
      throw notFound();
    }
    const commit = await readCommit(path, sha);
    const diff = await runGitLine(path, [
      'show',
      '--format=',
      '--first-parent',
      '-m',
      '--no-color',
      sha,
    ]);
    const body = html`<p><a href="/${full}">${full}</a></p>
      <h1>${commit.message.split('\n')[0]}</h1>
      <pre>${commit.message}</pre>
      <p class="soft">
        ${commit.sha} · ${commit.author.name} · ${commit.committer.date}
      </p>
      ${diffMarkup(diff)}`;
    res.send(renderPage(commit.sha, body));
  });

  return router;
}
