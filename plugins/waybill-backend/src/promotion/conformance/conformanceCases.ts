import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Cases of one area as data; they stand beside the checkout. Undefined: not there. */
export function conformanceCases<T>(file: string): { cases: T[] } | undefined {
  let folder = __dirname;
  while (!existsSync(join(folder, 'backstage.json'))) {
    const parent = dirname(folder);
    if (parent === folder) {
      return undefined;
    }
    folder = parent;
  }
  const path = join(folder, '..', 'shared', 'conformance', file);
  return existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as { cases: T[] })
    : undefined;
}
