import { InputError } from '@backstage/errors';
import { isUnsafeName } from './isUnsafeName';

// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f]/;

/** The names a path inside a tree is made of; none for the root (``, `.`, `/` is refused). */
export function treePath(path: string): string[] {
  const refuse = (why: string) =>
    new InputError(`The path ${JSON.stringify(path)} ${why}`);
  if (control.test(path)) {
    throw refuse('contains a control character');
  }
  if (path.startsWith('/') || /^[a-z]:[\\/]/i.test(path)) {
    throw refuse('is absolute; expected one relative to the repository');
  }
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') {
      continue;
    }
    if (name === '..') {
      if (names.pop() === undefined) {
        throw refuse('leads out of the repository');
      }
    } else if (isUnsafeName(name)) {
      throw refuse("leads into Git's own folder");
    } else {
      names.push(name);
    }
  }
  return names;
}
