import { InputError } from '@backstage/errors';
import { isUnsafeName } from './isUnsafeName';
import { childrenOf, ObjectSource } from './loadFolder';
import { FileNode, FolderNode, TreeNode } from './nodes';

const MOST_LINKS = 40;

export interface Resolved {
  /** Where the path really leads: no links in it. */
  names: string[];
  /** Undefined: nothing there. */
  node: TreeNode | undefined;
}

/**
 * Walks a path the way an operating system would, `..` in a link's target included, and never leaves the tree.
 *
 * @param followLast - whether a link at the path's end is followed too.
 * @param toRead - whether a file is expected there, and its content wanted.
 */
export async function resolveNode(
  root: FolderNode,
  path: string[],
  source: ObjectSource,
  followLast: boolean,
  toRead = false,
): Promise<Resolved> {
  const shown = path.join('/');
  const todo = [...path];
  const names: string[] = [];
  const folders: FolderNode[] = [root];
  let links = 0;
  while (todo.length > 0) {
    const name = todo.shift()!;
    if (name === '..') {
      if (names.pop() === undefined) {
        throw outside(shown);
      }
      folders.pop();
      continue;
    }
    const folder = folders[folders.length - 1];
    if (!folder.children && folder.id) {
      const way = [...names, name, ...todo];
      const depth = names.length;
      await source.lookAhead?.({ path: way, depth, folder: folder.id, toRead });
    }
    const children = await childrenOf(folder, source);
    const node = children.get(name);
    if (node && isLink(node) && (todo.length > 0 || followLast)) {
      links += 1;
      if (links > MOST_LINKS) {
        throw new InputError(
          `The path "${shown}" leads through more than ${MOST_LINKS} symbolic links`,
        );
      }
      todo.unshift(...targetOf(await linkTarget(node, source), shown));
      continue;
    }
    if (todo.length === 0) {
      return { names: [...names, name], node };
    }
    if (!node) {
      if (todo.includes('..')) {
        // Of a link's target: a way through a folder that is not there.
        throw outside(shown);
      }
      return { names: [...names, name, ...todo], node: undefined };
    }
    if (node.kind !== 'folder') {
      throw new InputError(
        `The path "${shown}" leads through "${[...names, name].join(
          '/',
        )}", which is not a folder`,
      );
    }
    names.push(name);
    folders.push(node);
  }
  return { names, node: folders[folders.length - 1] };
}

export function isLink(node: TreeNode): node is FileNode {
  return node.kind === 'file' && node.mode === '120000';
}

/** The text of a symbolic link. */
export async function linkTarget(
  link: FileNode,
  source: ObjectSource,
): Promise<string> {
  const content = link.content ?? (await source.blobs([link.id])).get(link.id)!;
  return content.toString('utf8');
}

function targetOf(target: string, shown: string): string[] {
  if (target.startsWith('/') || /^[a-z]:/i.test(target)) {
    throw outside(shown);
  }
  const names = target.split('/').filter(name => name !== '' && name !== '.');
  if (names.some(name => name !== '..' && isUnsafeName(name))) {
    throw outside(shown);
  }
  return names;
}

function outside(shown: string): InputError {
  return new InputError(
    `The path "${shown}" leads out of the repository through a symbolic link`,
  );
}
