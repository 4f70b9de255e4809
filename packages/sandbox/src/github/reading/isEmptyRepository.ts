import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a repository has no ref at all. */
export function isEmptyRepository(repository: string): boolean {
  return (
    !existsSync(join(repository, 'packed-refs')) &&
    readdirSync(join(repository, 'refs'), {
      recursive: true,
      withFileTypes: true,
    }).every(entry => entry.isDirectory())
  );
}
