import { InputError } from '@backstage/errors';
import { treePath } from './treePath';

/** Which part of a tree is shown. */
export interface SparseCone {
  hasFile(path: string): boolean;
  /** Whether there may be files of it in this folder. */
  hasFolder(path: string): boolean;
}

/**
 * The folders that are asked for with all that is in them, and the files, not the folders, beside them and above: what
 * `git sparse-checkout set --cone` gives.
 */
export function sparseCone(folders: readonly string[]): SparseCone {
  const whole = folders.map(folder => {
    if (/[*?[\]!]/.test(folder)) {
      throw new InputError(
        `Expected a folder, found the pattern ${JSON.stringify(folder)}`,
      );
    }
    return `${treePath(folder).join('/')}/`;
  });
  const above = new Set(
    whole.flatMap(folder => {
      const names = folder.split('/').slice(0, -1);
      return names.map((_, depth) => names.slice(0, depth).join('/'));
    }),
  );
  const isWhole = (path: string) =>
    whole.some(folder => folder === '/' || `${path}/`.startsWith(folder));
  return {
    hasFile: path =>
      isWhole(path) || above.has(path.split('/').slice(0, -1).join('/')),
    hasFolder: path => isWhole(path) || above.has(path),
  };
}
