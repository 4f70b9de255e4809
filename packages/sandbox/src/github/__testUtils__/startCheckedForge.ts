import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Octokit } from '@octokit/rest';
import { seedGit } from '../../seed/seedGit';
import { Forge, startForge } from '../startForge';
import { openApiContract } from './openApiContract';

export const REPO = { owner: 'acme', repo: 'storefront-config' };

const quietly = () => {};

/** Git server and API with the example company in them, and an octokit whose every answer is held against GitHub's description. */
export interface CheckedForge {
  directory: string;
  forge: Forge;
  octokit: Octokit;
  /** Operations that were called so far, sorted. */
  covered(): string[];
  /** Answers so far that GitHub would not give. */
  problems: string[];
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function startCheckedForge(): Promise<CheckedForge> {
  const directory = await mkdtemp(join(tmpdir(), 'sandbox-github-'));
  await seedGit(join(directory, 'git'));
  const contract = openApiContract();
  const covered = new Set<string>();
  const problems: string[] = [];

  const checkingFetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'manual' });
    const { pathname } = new URL(String(input));
    const isJson = response.headers.get('content-type')?.includes('json');
    const { operationId, problems: found } = contract.check({
      method: init?.method ?? 'GET',
      path: pathname.replace(/^\/api\/v3/, '').replaceAll('%2F', '/'),
      status: response.status,
      body: isJson ? await response.clone().json() : undefined,
    });
    covered.add(operationId);
    problems.push(...found);
    return response;
  };

  const start = () => startForge({ directory, gitPort: 0, githubPort: 0 });
  const connect = (forge: Forge) =>
    new Octokit({
      auth: 'sandbox-token',
      baseUrl: `${forge.github.url}/api/v3`,
      request: { fetch: checkingFetch },
      log: { debug: quietly, info: quietly, warn: quietly, error: quietly },
    });
  const forge = await start();
  const checked: CheckedForge = {
    directory,
    forge,
    octokit: connect(forge),
    covered: () => [...covered].sort(),
    problems,
    async restart() {
      await checked.forge.close();
      checked.forge = await start();
      checked.octokit = connect(checked.forge);
    },
    async close() {
      await checked.forge.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return checked;
}

/** Where a branch is. */
export async function tipOf(octokit: Octokit, branch: string): Promise<string> {
  const { data } = await octokit.git.getRef({
    ...REPO,
    ref: `heads/${branch}`,
  });
  return data.object.sha;
}

/** A branch with one more commit than another, made by the Git data endpoints alone. */
export async function makeBranch(
  octokit: Octokit,
  branch: string,
  files: Record<string, string>,
  from = 'main',
): Promise<string> {
  const parent = await tipOf(octokit, from);
  const { data: base } = await octokit.git.getCommit({
    ...REPO,
    commit_sha: parent,
  });
  const { data: tree } = await octokit.git.createTree({
    ...REPO,
    base_tree: base.tree.sha,
    tree: Object.entries(files).map(([path, content]) => ({
      path,
      mode: '100644' as const,
      type: 'blob' as const,
      content,
    })),
  });
  const { data: commit } = await octokit.git.createCommit({
    ...REPO,
    message: `Change ${Object.keys(files).join(', ')}`,
    tree: tree.sha,
    parents: [parent],
  });
  await octokit.git.createRef({
    ...REPO,
    ref: `refs/heads/${branch}`,
    sha: commit.sha,
  });
  return commit.sha;
}
