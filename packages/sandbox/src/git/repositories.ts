import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConflictError, InputError } from '@backstage/errors';
import { runGit } from './runGit';

/** One repository of the sandbox. */
export interface RepositoryName {
  owner: string;
  name: string;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$/;

const SETTINGS = [
  ['http.receivepack', 'true'],
  ['uploadpack.allowFilter', 'true'],
  ['uploadpack.allowAnySHA1InWant', 'true'],
  // The sandbox's repositories are small, and a repack in the middle of a push is a race that teaches nothing.
  ['receive.autogc', 'false'],
  ['gc.auto', '0'],
];

/** `acme/storefront`, as people and faults name it. */
export function fullName(repository: RepositoryName): string {
  return `${repository.owner}/${repository.name}`;
}

/** Reads `acme/storefront`, with or without `.git`. Undefined: cannot be a repository's name. */
export function parseRepositoryName(text: string): RepositoryName | undefined {
  const [owner, name, ...rest] = text.replace(/\.git$/, '').split('/');
  if (rest.length || !NAME.test(owner) || !NAME.test(name ?? '')) {
    return undefined;
  }
  return { owner, name };
}

/** The bare repository on disk, if there is one. */
export function findRepository(
  directory: string,
  repository: RepositoryName,
): string | undefined {
  if (!NAME.test(repository.owner) || !NAME.test(repository.name)) {
    return undefined;
  }
  const path = join(directory, repository.owner, `${repository.name}.git`);
  return existsSync(join(path, 'HEAD')) ? path : undefined;
}

/** All repositories, sorted. */
export async function listRepositories(
  directory: string,
): Promise<RepositoryName[]> {
  const found: RepositoryName[] = [];
  const owners = await readdir(directory, { withFileTypes: true }).catch(
    () => [],
  );
  for (const owner of owners.filter(entry => NAME.test(entry.name))) {
    for (const entry of await readdir(join(directory, owner.name))) {
      const repository = parseRepositoryName(`${owner.name}/${entry}`);
      if (repository && findRepository(directory, repository)) {
        found.push(repository);
      }
    }
  }
  return found.sort((a, b) => fullName(a).localeCompare(fullName(b)));
}

/**
 * Makes a bare repository that takes pushes over HTTP and gives partial clones. Appears at once and complete, so that a
 * process killed half-way leaves none behind. Throws a `ConflictError` if it exists.
 *
 * @param fill - puts into it what it starts with
 */
export async function createRepository(
  directory: string,
  repository: RepositoryName,
  fill: (path: string) => Promise<void> = async () => {},
): Promise<string> {
  if (!NAME.test(repository.owner) || !NAME.test(repository.name)) {
    throw new InputError(`not a repository name: ${fullName(repository)}`);
  }
  if (findRepository(directory, repository)) {
    throw new ConflictError(`${fullName(repository)} exists`);
  }
  const path = join(directory, repository.owner, `${repository.name}.git`);
  const temporary = join(directory, '.new', randomUUID());
  await mkdir(temporary, { recursive: true });
  try {
    await runGit(temporary, ['init', '--quiet', '--bare']);
    // Not --initial-branch, which older gits lack.
    await runGit(temporary, ['symbolic-ref', 'HEAD', 'refs/heads/main']);
    for (const [key, value] of SETTINGS) {
      await runGit(temporary, ['config', key, value]);
    }
    await fill(temporary);
    await mkdir(join(directory, repository.owner), { recursive: true });
    await rename(temporary, path);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return path;
}
