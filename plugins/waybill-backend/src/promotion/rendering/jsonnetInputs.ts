import { posix } from 'node:path';
import { InputError, isError } from '@backstage/errors';
import { Workspace } from '@waybill/backstage-plugin-waybill-node';
import { assertEditable } from '../editing/assertEditable';
import { workspacePath } from '../workspace/workspacePath';
import { JsonnetImport, jsonnetImports } from './jsonnetImports';
import { relativePath } from './relativePath';
import { RenderInputs } from './RenderInputs';

const MOST_FILES = 2_000;

/**
 * A Jsonnet file and all that it, and the code of variables, imports. Throws an `InputError` for an import that leaves the workspace, so that a render reads nothing of
 * this machine.
 *
 * @param options.code - of variables, by their names; it imports from the top of the workspace
 * @param options.libraryPaths - folders in which an import is looked for that is not found beside the file that imports it
 */
export async function jsonnetInputs(
  workspace: Workspace,
  options: {
    path: string;
    libraryPaths: string[];
    code?: readonly { name: string; code: string }[];
  },
): Promise<RenderInputs> {
  const libraries = options.libraryPaths.map(workspacePath);
  const first = workspacePath(options.path);
  const found = new Map<string, Buffer>();
  const scanned = new Set<string>();
  const todo: { file: string; asCode: boolean }[] = [
    { file: first, asCode: true },
  ];

  /** Undefined: no file is there, or it leads out of its tree. */
  const read = async (file: string): Promise<Buffer | undefined> => {
    const content =
      found.get(file) ?? (await workspace.read(file).catch(notThere));
    if (content) {
      found.set(file, content);
    }
    if (found.size > MOST_FILES) {
      throw new InputError(
        `"${options.path}" imports more than ${MOST_FILES} files`,
      );
    }
    return content;
  };

  const follow = async (folder: string, from: string, content: string) => {
    for (const { path, ...kind } of importsOf(from, content)) {
      const beside = relativePath(folder, path, from);
      const places = (await read(beside))
        ? [beside]
        : libraries.map(library => relativePath(library, path, from));
      todo.push(...places.map(place => ({ file: place, ...kind })));
    }
  };

  for (const { name, code } of options.code ?? []) {
    await follow('', `code of the variable ${name}`, code);
  }
  while (todo.length > 0) {
    const { file, asCode } = todo.pop()!;
    const content = await read(file);
    if (!content && file === first) {
      throw new InputError(`There is no file "${options.path}" to render`);
    }
    if (!content || !asCode || scanned.has(file)) {
      continue;
    }
    scanned.add(file);
    const folder = posix.dirname(file);
    await follow(folder === '.' ? '' : folder, file, content.toString('utf8'));
  }
  return { paths: [...found.keys()].sort(), remote: [] };
}

function importsOf(file: string, code: string): JsonnetImport[] {
  try {
    assertEditable(code);
    return jsonnetImports(code);
  } catch (error) {
    throw new InputError(
      `"${file}" cannot be rendered: ${
        isError(error) ? error.message : String(error)
      }`,
    );
  }
}

function notThere(error: unknown): undefined {
  if (error instanceof InputError) {
    return undefined;
  }
  throw error;
}
