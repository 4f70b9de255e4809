import { InputError, ServiceUnavailableError } from '@backstage/errors';
import pLimit from 'p-limit';
import { NewObject } from '../objects/encodePack';
import { parseTree } from '../objects/parseTree';
import { ObjectSource } from '../tree/loadFolder';
import { GithubRepository } from './createGithubRepository';
import { changeOf, TreeChange, treeChanges } from './treeChanges';

/** Of one request, which GitHub gives some seconds. */
const MOST_CHANGES = 1_000;
const MOST_BYTES = 4 * 1024 * 1024;
/** Requests at a time; those that write are to be few. */
const AT_ONCE = 4;

/** A change with its file's text, which saves a request for the file. */
type Line = TreeChange | (Omit<TreeChange, 'sha'> & { content: string });

/**
 * Makes sure that GitHub has a tree, of which it has `before`: in one request where the files are text and few. What comes back is held
 * against the tree's id; where GitHub reads a list of changes otherwise, each folder is made by itself.
 */
export async function uploadTree(
  repository: GithubRepository,
  {
    before,
    after,
    made,
    source,
  }: {
    before: string | undefined;
    after: string;
    made: ReadonlyMap<string, NewObject>;
    source: ObjectSource;
  },
  signal: AbortSignal,
): Promise<void> {
  if (before === after || !made.has(after)) {
    return;
  }
  const changes = await treeChanges(before, after, made, source);
  const lines = await uploadFiles(repository, changes, made, signal);
  let base = before;
  for (const part of parts(lines)) {
    base = await createTree(repository, part, base, signal);
  }
  if (base !== after) {
    await uploadFolders(repository, after, made, signal);
  }
}

/** Files that are no text go by themselves; the others come along with the tree. */
async function uploadFiles(
  repository: GithubRepository,
  changes: TreeChange[],
  made: ReadonlyMap<string, NewObject>,
  signal: AbortSignal,
): Promise<Line[]> {
  const limited = pLimit(AT_ONCE);
  return Promise.all(
    changes.map(change =>
      limited(async (): Promise<Line> => {
        const file = change.sha === null ? undefined : made.get(change.sha);
        if (change.type !== 'blob' || !file) {
          return change;
        }
        const content = file.content.toString('utf8');
        if (isText(file.content, content)) {
          const { sha, ...rest } = change;
          return { ...rest, content };
        }
        await createBlob(repository, change.sha!, file.content, signal);
        return change;
      }),
    ),
  );
}

function isText(bytes: Buffer, text: string): boolean {
  return (
    bytes.length > 0 &&
    bytes.length < MOST_BYTES / 4 &&
    !text.includes('\0') &&
    Buffer.from(text).equals(bytes)
  );
}

async function createBlob(
  repository: GithubRepository,
  id: string,
  content: Buffer,
  signal: AbortSignal,
): Promise<void> {
  const { octokit, at } = repository;
  const { sha } = await repository.ask('Uploading a file', signal, () =>
    octokit.git.createBlob({
      ...at,
      content: content.toString('base64'),
      encoding: 'base64',
      request: { signal },
    }),
  );
  expectId('file', id, sha);
}

async function createTree(
  repository: GithubRepository,
  lines: Line[],
  base: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const { octokit, at } = repository;
  const { sha } = await repository.ask('Making a tree', signal, () =>
    octokit.git.createTree({
      ...at,
      tree: lines,
      ...(base && { base_tree: base }),
      request: { signal },
    }),
  );
  return sha;
}

/** Each new folder with all that is in it, those inside others first. */
async function uploadFolders(
  repository: GithubRepository,
  id: string,
  made: ReadonlyMap<string, NewObject>,
  signal: AbortSignal,
): Promise<void> {
  const folder = made.get(id);
  if (!folder) {
    return;
  }
  const entries = parseTree(folder.content);
  if (entries.length === 0) {
    throw new InputError(
      'A commit without any file cannot be made through GitHub\'s API; an entry of waybill.git.repositories with "workTree: git" can',
    );
  }
  for (const { mode, id: child } of entries) {
    const own = made.get(child);
    if (mode === '40000') {
      await uploadFolders(repository, child, made, signal);
    } else if (own) {
      await createBlob(repository, child, own.content, signal);
    }
  }
  const lines = entries.map(entry => changeOf(entry.name, entry));
  expectId('tree', id, await createTree(repository, lines, undefined, signal));
}

function expectId(what: string, expected: string, found: string): void {
  if (found !== expected) {
    throw new ServiceUnavailableError(
      `GitHub made another ${what} than it was asked for: expected ${expected}, found ${found}`,
    );
  }
}

function parts(lines: Line[]): Line[][] {
  const all: Line[][] = [];
  let bytes = Infinity;
  for (const line of lines) {
    const size = 'content' in line ? line.content.length : 0;
    const last = all[all.length - 1];
    if (!last || last.length >= MOST_CHANGES || bytes + size > MOST_BYTES) {
      all.push([line]);
      bytes = size;
    } else {
      last.push(line);
      bytes += size;
    }
  }
  return all;
}
