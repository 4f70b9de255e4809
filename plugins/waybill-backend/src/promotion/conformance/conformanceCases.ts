import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Cases of one area as data; they stand beside the checkout. Undefined: not there. */
export function conformanceCases<T>(file: string): { cases: T[] } | undefined {
  // Tests run from their package's folder.
  let folder = process.cwd();
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
