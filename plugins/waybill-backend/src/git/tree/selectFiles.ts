import { posix } from 'node:path';
import { ObjectSource } from './loadFolder';
import { FileNode } from './nodes';
import { isLink } from './resolveNode';
import { treePath } from './treePath';

/** Links that lead round in a circle make longer and longer ones. */
const LONGEST_PATH = 4096;

/**
 * Of all files of a tree those at or below the paths that are asked for, the links on the way there, and what those links lead to.
 * A path that does not exist asks for nothing.
 */
export async function selectFiles(
  all: ReadonlyMap<string, FileNode>,
  only: readonly string[],
  source: ObjectSource,
): Promise<Map<string, FileNode>> {
  const links = await readLinks(all, source);
  const wanted = new Set<string>();
  const todo = only.map(path => treePath(path).join('/'));
  while (todo.length > 0) {
    const path = todo.pop()!;
    if (wanted.has(path) || path.length > LONGEST_PATH) {
      continue;
    }
    wanted.add(path);
    for (const [link, target] of links) {
      if (isWithin(path, link)) {
        todo.push(link, joined(target, path.slice(link.length)));
      } else if (isWithin(link, path)) {
        todo.push(target);
      }
    }
  }
  return new Map(
    [...all].filter(([path]) =>
      [...wanted].some(folder => isWithin(path, folder)),
    ),
  );
}

/** Where each link leads, as a path of the tree; one that leads out of it is left to whoever writes it. */
async function readLinks(
  all: ReadonlyMap<string, FileNode>,
  source: ObjectSource,
): Promise<Map<string, string>> {
  const links = [...all].filter(([, node]) => isLink(node));
  const stored = await source.blobs(
    links.filter(([, node]) => !node.content).map(([, node]) => node.id),
  );
  return new Map(
    links.flatMap(([path, node]) => {
      const text = (node.content ?? stored.get(node.id)!).toString('utf8');
      const target = joined(posix.dirname(path), text);
      const leaves = text.startsWith('/') || /^\.\.(\/|$)/.test(target);
      return leaves ? [] : [[path, target] as const];
    }),
  );
}

function joined(folder: string, path: string): string {
  const whole = posix.join(folder, path).replace(/\/$/, '');
  return whole === '.' ? '' : whole;
}

function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
