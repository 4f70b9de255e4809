import { Request } from 'express';
import { PushAnnouncer } from '../../git/pushAnnouncer';
import {
  findRepository,
  fullName,
  parseRepositoryName,
  RepositoryName,
} from '../../git/repositories';
import { notFound } from '../GitHubError';
import { PullRequests } from '../pulls/PullRequests';
import { readBranchTips } from '../reading/readBranchTips';
import { resolveCommit } from '../reading/resolveCommit';

/** What the pages work with. */
export interface PageContext {
  directory: string;
  pulls: PullRequests;
  pushes: PushAnnouncer;
}

/** The repository a page speaks of. */
export interface PageRepository {
  name: RepositoryName;
  full: string;
  path: string;
}

export function pageRepository(
  context: PageContext,
  req: Request,
): PageRepository {
  const name = parseRepositoryName(`${req.params.owner}/${req.params.repo}`);
  const path = name && findRepository(context.directory, name);
  if (!name || !path) {
    throw notFound();
  }
  return { name, full: fullName(name), path };
}

/** Splits `stage/test/overlays/test` into a ref and a path: a branch's name may have slashes, as on GitHub. */
export async function splitRefAndPath(
  repository: PageRepository,
  text: string,
): Promise<{ ref: string; sha: string; path: string }> {
  const clean = text.replace(/\/+$/, '');
  const branches = [...(await readBranchTips(repository.path)).keys()];
  const branch = branches
    .filter(name => clean === name || clean.startsWith(`${name}/`))
    .sort((a, b) => b.length - a.length)[0];
  const ref = branch ?? clean.split('/')[0];
  const sha = await resolveCommit(repository.path, ref);
  if (!sha) {
    throw notFound();
  }
  return { ref, sha, path: clean.slice(ref.length + 1) };
}
