import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  CommitAuthor,
  Workspace,
  WorkTree,
} from '@waybill/backstage-plugin-waybill-node';
import { HeldContent } from './HeldContent';
import { recordCommits } from './RecordingWorkTree';
import { ScratchFiles } from './ScratchFiles';
import { isWithin, workspacePath } from './workspacePath';

interface Mount {
  path: string;
  tree: WorkTree;
  author?: CommitAuthor;
}

/** A workspace as the runner knows it. */
export interface PromotionWorkspace extends Workspace {
  /** The work trees in it, by the path each is mounted at. */
  trees(): ReadonlyMap<string, WorkTree>;
  /** Paths of the files outside of them. */
  scratchFiles(): string[];
}

/** In bytes, of the files that steps write: a few of the largest archives that they unpack or download. */
const MOST_BYTES = 512 * 1024 * 1024;
/** As many as Git work trees follow. */
const MOST_LINKS = 40;

/**
 * An empty workspace. Trees are mounted beside each other; files outside them live in memory and are never truth.
 *
 * @param onMount - told of each tree that is mounted, with its normalised path
 * @param mostBytes - of all that is written; what is the same outside of trees counts once
 */
export function createWorkspace(
  onMount?: (path: string) => void,
  mostBytes: number = MOST_BYTES,
): PromotionWorkspace {
  const mounts: Mount[] = [];
  const held = new HeldContent(mostBytes);
  const scratch = new ScratchFiles(held);
  /** What has been written into trees, which hold it in memory until it is pushed. */
  const written = new Map<string, number>();

  const locate = (path: string) => {
    const inside = workspacePath(path);
    const mount = mounts.find(item => isWithin(inside, item.path));
    return mount
      ? {
          tree: mount.tree,
          mountedAt: mount.path,
          path: inside.slice(mount.path ? mount.path.length + 1 : 0),
        }
      : undefined;
  };

  const mountAt = (path: string): Mount => {
    const inside = workspacePath(path);
    const found = mounts.find(item => item.path === inside);
    if (!found) {
      const known = mounts.map(item => `"${item.path || '.'}"`).join(', ');
      throw new InputError(
        `There is no Git work tree at "${path}"; ${
          known ? `there are ${known}` : 'none has been cloned yet'
        }`,
      );
    }
    return found;
  };

  const refuseFolder = (path: string, inside: string) => {
    const isFolder =
      scratch.isFolder(inside) ||
      mounts.some(({ path: at }) => at !== inside && isWithin(at, inside));
    if (isFolder) {
      throw new InputError(`"${path}" is a folder, not a file`);
    }
  };

  const assertFilePlace = (path: string, inside: string) => {
    refuseFolder(path, inside);
    const above = scratch.fileAbove(inside);
    if (above !== undefined) {
      throw new InputError(
        `"${path}" leads through "${above}", which is not a folder`,
      );
    }
  };

  /** Where the links at a path's end lead; those in its middle are followed in work trees only. */
  const followed = (path: string): string => {
    let inside = path;
    for (let links = 0; links < MOST_LINKS; links += 1) {
      const file = scratch.get(inside);
      if (locate(inside) || file?.mode !== 'link') {
        return inside;
      }
      const target = file.content.toString('utf8');
      inside = target.startsWith('/')
        ? workspacePath(target)
        : workspacePath(`${inside}/../${target}`);
    }
    throw new InputError(
      `"${path}" leads through more than ${MOST_LINKS} symbolic links`,
    );
  };

  return {
    trees: () => new Map(mounts.map(({ path, tree }) => [path, tree])),
    scratchFiles: () => scratch.paths(),
    mount(path, tree, author) {
      const inside = workspacePath(path);
      const other = mounts.find(
        item => isWithin(inside, item.path) || isWithin(item.path, inside),
      );
      if (other) {
        throw new InputError(
          other.path === inside
            ? `There is a Git work tree at "${path}" already`
            : `A Git work tree at "${path}" would overlap the one at "${
                other.path || '.'
              }"; put them beside each other`,
        );
      }
      mounts.push({ path: inside, tree: recordCommits(tree), author });
      onMount?.(inside);
    },
    authorAt: path => mountAt(path).author,
    locate,
    treeAt: path => mountAt(path).tree,
    async read(path) {
      const inside = followed(workspacePath(path));
      const found = locate(inside);
      if (found) {
        return found.tree.read(found.path);
      }
      const file = scratch.get(inside);
      if (!file) {
        refuseFolder(path, inside);
      }
      return file?.content;
    },
    async mode(path) {
      const found = locate(path);
      return found
        ? found.tree.mode(found.path)
        : scratch.get(workspacePath(path))?.mode;
    },
    async write(path, content, options = {}) {
      const inside = followed(workspacePath(path));
      const found = locate(inside);
      if (found) {
        const size = Buffer.byteLength(content);
        const before = written.get(inside);
        written.set(inside, held.countElsewhere(inside, size, before));
        await found.tree.write(found.path, content, options);
        return;
      }
      assertFilePlace(path, inside);
      const executable =
        options.executable ?? scratch.get(inside)?.mode === 'executable';
      scratch.set(inside, content, executable ? 'executable' : 'file');
    },
    async readLink(path) {
      const found = locate(path);
      if (found) {
        return found.tree.readLink(found.path);
      }
      const file = scratch.get(workspacePath(path));
      return file?.mode === 'link' ? file.content.toString('utf8') : undefined;
    },
    async link(path, target) {
      const found = locate(path);
      if (found) {
        await found.tree.link(found.path, target);
        return;
      }
      const inside = workspacePath(path);
      assertFilePlace(path, inside);
      scratch.set(inside, target, 'link');
    },
    async remove(path) {
      const found = locate(path);
      if (found) {
        await found.tree.remove(found.path);
        const inside = workspacePath(path);
        held.forget(written.get(inside) ?? 0);
        written.delete(inside);
        return;
      }
      const inside = workspacePath(path);
      const mount = mounts.find(item => isWithin(item.path, inside));
      if (mount) {
        throw new InputError(
          `"${path}" holds the Git work tree "${mount.path}" and cannot be removed`,
        );
      }
      scratch.remove(inside);
    },
    async list(folder) {
      const inside = workspacePath(folder);
      const found = locate(folder);
      if (found) {
        const files = await found.tree.list(found.path || undefined);
        return files.map(file => join(found.mountedAt, file));
      }
      const files = scratch.within(inside).map(([file]) => file);
      for (const mount of mounts) {
        if (isWithin(mount.path, inside)) {
          const below = await mount.tree.list();
          files.push(...below.map(file => join(mount.path, file)));
        }
      }
      return files.sort();
    },
    async materialize(paths, directory) {
      const wanted = paths.map(workspacePath);
      const files = scratch
        .within('')
        .filter(([path]) => wanted.some(folder => isWithin(path, folder)));
      // On a disk copies share nothing.
      const size = files.reduce(
        (sum, [, file]) => sum + file.content.length,
        0,
      );
      if (size > mostBytes) {
        throw new InputError(
          `The files in ${wanted
            .map(folder => `"${folder || '.'}"`)
            .join(
              ', ',
            )} have ${size} bytes, more than the ${mostBytes} that are written to a disk`,
        );
      }
      for (const [path, { content, mode }] of files) {
        const target = resolve(directory, path);
        await mkdir(dirname(target), { recursive: true });
        // A link becomes a file with its target as text, as Git does it where there are no links.
        await writeFile(target, content, {
          flag: 'wx',
          mode: mode === 'executable' ? 0o755 : 0o644,
        });
      }
      for (const { path: mountedAt, tree } of mounts) {
        if (wanted.some(path => isWithin(mountedAt, path))) {
          await tree.materialize(resolve(directory, mountedAt));
          continue;
        }
        const inside = wanted
          .filter(path => isWithin(path, mountedAt))
          .map(path => path.slice(mountedAt ? mountedAt.length + 1 : 0));
        if (inside.length > 0) {
          await tree.materialize(resolve(directory, mountedAt), inside);
        }
      }
    },
  };
}

function join(folder: string, file: string): string {
  return folder ? `${folder}/${file}` : file;
}
