import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** The absolute path of a program: the configured one, and else the first on the path; undefined: there is none. */
export async function locateTool(
  name: string,
  configured: string | undefined,
  searchPath: string,
): Promise<string | undefined> {
  const candidates = configured
    ? [configured]
    : searchPath
        .split(delimiter)
        .filter(isAbsolute)
        .map(folder => join(folder, name));
  for (const candidate of candidates) {
    if (await isProgram(candidate)) {
      return candidate;
    }
  }
  return undefined;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
