import { InputError } from '@backstage/errors';
import { workspacePath } from '../workspace/workspacePath';

/**
 * Where files of these names go in a folder of the workspace. Throws an `InputError` if two would have one name, or one is no plain
 * name.
 *
 * @param files.from - what the name was made of, for people
 */
export function nameFiles(
  folder: string,
  files: { name: string; text: string; from: string }[],
): Map<string, Buffer> {
  const inside = workspacePath(folder);
  const named = new Map<string, Buffer>();
  const owners = new Map<string, string>();
  for (const { name, text, from } of files) {
    if (/[/\\\0]/.test(name) || name.startsWith('.')) {
      throw new InputError(
        `${from} cannot be written to a file ${JSON.stringify(name)}`,
      );
    }
    const owner = owners.get(name);
    if (owner !== undefined) {
      throw new InputError(
        `${owner} and ${from} would both be written to "${name}" in "${folder}"; write them to one file, or choose another layout`,
      );
    }
    owners.set(name, from);
    named.set(inside ? `${inside}/${name}` : name, Buffer.from(text));
  }
  return named;
}
