const ignoredByFileSystems = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/**
 * Whether a name must not be part of a path: it leads elsewhere, or into Git's own folder, also by the names under
 * which file systems that fold case or drop trailing characters know that.
 */
export function isUnsafeName(name: string): boolean {
  return (
    name === '' ||
    name === '.' ||
    name === '..' ||
    // eslint-disable-next-line no-control-regex
    /[/\u0000]/.test(name) ||
    /^(\.git|git~1)[. ]*(:.*)?$/i.test(name.replace(ignoredByFileSystems, ''))
  );
}
