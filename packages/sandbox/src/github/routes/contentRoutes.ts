import { posix } from 'node:path';
import { Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { runGit } from '../../git/runGit';
import {
  GitHubContext,
  requestedRepository,
  RequestedRepository,
} from '../GitHubContext';
import { GitHubError, notFound } from '../GitHubError';
import { readCommits } from '../reading/readCommits';
import { readTree, TreeEntry } from '../reading/readTree';
import { readDefaultBranch, resolveCommit } from '../reading/resolveCommit';

const RAW = /application\/vnd\.github\.(v3\.)?raw(\+json)?/;
const TYPES = { blob: 'file', tree: 'dir', commit: 'submodule' };

/** What a file and a folder's entry have in common. */
function entryView(
  repository: RequestedRepository,
  ref: string,
  path: string,
  entry: TreeEntry,
) {
  const { links, name } = repository;
  const full = `${name.owner}/${name.name}`;
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const isBlob = entry.type === 'blob';
  const self = `${links.api}/repos/${full}/contents/${encoded}?ref=${ref}`;
  const git = `${links.api}/repos/${full}/git/${isBlob ? 'blobs' : 'trees'}/${
    entry.sha
  }`;
  const html = `${links.web}/${full}/${
    isBlob ? 'blob' : 'tree'
  }/${ref}/${encoded}`;
  return {
    name: posix.basename(path),
    path,
    sha: entry.sha,
    size: entry.size ?? 0,
    type: TYPES[entry.type],
    url: self,
    git_url: git,
    html_url: html,
    download_url: isBlob ? `${links.web}/${full}/raw/${ref}/${encoded}` : null,
    _links: { self, git, html },
  };
}

async function sendFile(
  res: Response,
  repository: RequestedRepository,
  ref: string,
  entry: TreeEntry,
  raw: boolean,
) {
  const content = await runGit(repository.path, [
    'cat-file',
    'blob',
    entry.sha,
  ]);
  if (raw) {
    res.setHeader('content-type', 'application/vnd.github.raw; charset=utf-8');
    res.send(content);
    return;
  }
  const base64 = content.toString('base64').replace(/.{60}/g, '$&\n');
  res.json({
    ...entryView(repository, ref, entry.path, entry),
    content: base64 ? `${base64.trimEnd()}\n` : '',
    encoding: 'base64',
  });
}

/** Files and folders at a ref. Express compares the ETag of every answer, so 304 comes by itself. */
export function contentRoutes(context: GitHubContext): Router {
  const router = PromiseRouter();

  router.get('/repos/:owner/:repo/contents(/*)?', async (req, res) => {
    const repository = requestedRepository(context, req);
    const requested = (req.params as Record<string, string | undefined>)[1];
    const path = posix.normalize(requested ?? '').replace(/^\.?\/?|\/$/g, '');
    if (path.startsWith('..')) {
      throw new GitHubError(400, 'path must not leave the repository');
    }
    const ref =
      req.query.ref?.toString() ?? (await readDefaultBranch(repository.path));
    const sha = await resolveCommit(repository.path, ref);
    if (!sha) {
      throw new GitHubError(404, `No commit found for the ref ${ref}`);
    }
    const [entry] = path ? await readTree(repository.path, sha, { path }) : [];
    if (path && !entry) {
      throw notFound();
    }
    const [newest] = await readCommits(repository.path, [sha], ['-1'], path);
    if (newest) {
      res.setHeader(
        'last-modified',
        new Date(newest.committer.date).toUTCString(),
      );
    }
    res.setHeader('vary', 'Accept, Authorization');
    if (entry?.type === 'blob') {
      const raw = RAW.test(req.headers.accept ?? '');
      await sendFile(res, repository, ref, entry, raw);
      return;
    }
    const children = await readTree(repository.path, entry?.sha ?? sha);
    res.json(
      children.map(child =>
        entryView(repository, ref, posix.join(path, child.path), child),
      ),
    );
  });

  return router;
}
