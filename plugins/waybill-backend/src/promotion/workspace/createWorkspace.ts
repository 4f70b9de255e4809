import { InputError } from '@backstage/errors';
import {
  CommitIdentity,
  Workspace,
  WorkTree,
} from '@waybill/backstage-plugin-waybill-node';
import { recordCommits } from './RecordingWorkTree';
import { isWithin, workspacePath } from './workspacePath';

interface Mount {
  path: string;
  tree: WorkTree;
  author?: CommitIdentity;
}

/**
 * An empty workspace. Trees are mounted beside each other; files outside them live in memory and are never truth.
 *
 * @param onMount - told of each tree that is mounted, with its normalised path
 */
export function createWorkspace(onMount?: (path: string) => void): Workspace {
  const mounts: Mount[] = [];
  const scratch = new Map<string, Buffer>();

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
      inside === '' ||
      [...scratch.keys(), ...mounts.map(item => item.path)].some(
        known => known !== inside && isWithin(known, inside),
      );
    if (isFolder) {
      throw new InputError(`"${path}" is a folder, not a file`);
    }
  };

  return {
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
      const found = locate(path);
      if (found) {
        return found.tree.read(found.path);
      }
      const inside = workspacePath(path);
      const content = scratch.get(inside);
      if (!content) {
        refuseFolder(path, inside);
      }
      return content;
    },
    async write(path, content) {
      const found = locate(path);
      if (found) {
        await found.tree.write(found.path, content);
        return;
      }
      const inside = workspacePath(path);
      refuseFolder(path, inside);
      scratch.set(inside, Buffer.from(content));
    },
    async remove(path) {
      const found = locate(path);
      if (found) {
        await found.tree.remove(found.path);
        return;
      }
      const inside = workspacePath(path);
      const mount = mounts.find(item => isWithin(item.path, inside));
      if (mount) {
        throw new InputError(
          `"${path}" holds the Git work tree "${mount.path}" and cannot be removed`,
        );
      }
      for (const known of [...scratch.keys()]) {
        if (isWithin(known, inside)) {
          scratch.delete(known);
        }
      }
    },
    async list(folder) {
      const inside = workspacePath(folder);
      const found = locate(folder);
      if (found) {
        const files = await found.tree.list(found.path || undefined);
        return files.map(file => join(found.mountedAt, file));
      }
      const files = [...scratch.keys()].filter(file => isWithin(file, inside));
      for (const mount of mounts) {
        if (isWithin(mount.path, inside)) {
          const below = await mount.tree.list();
          files.push(...below.map(file => join(mount.path, file)));
        }
      }
      return files.sort();
    },
  };
}

function join(folder: string, file: string): string {
  return folder ? `${folder}/${file}` : file;
}
