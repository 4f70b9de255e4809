import { posix } from 'node:path';

/** A path below another one; a leading `./` of the first is kept, as steps write it. */
export function joinPath(base: string, path: string): string {
  const joined = posix.join(base, path).replace(/\/$/, '');
  return base.startsWith('./') ? `./${joined}` : joined;
}
