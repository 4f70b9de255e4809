import { InputError } from '@backstage/errors';
import {
  StepDefinition,
  Workspace,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { matchGlob } from '../matching/matchGlob';
import { workspacePath } from '../workspace/workspacePath';

const MAGIC = /[*?[{\\]/;

const schema = z
  .strictObject({
    path: z.string().min(1).optional(),
    paths: z.array(z.string().min(1)).min(1).optional(),
    pathsAreGlobs: z.boolean().optional(),
    strict: z.boolean().optional(),
  })
  .refine(
    config => (config.path === undefined) !== (config.paths === undefined),
    'exactly one of "path" and "paths" must be set',
  );
type Config = z.infer<typeof schema>;

/** Deletes files and folders. */
export const deletePaths: StepDefinition<Config> = {
  id: 'delete',
  kind: 'files',
  schema,
  async plan(_context, config) {
    return { summary: `delete ${pathsOf(config).join(', ')}`, effects: [] };
  },
  async run(context, config) {
    const { workspace } = context;
    // All are looked for before the first one goes, so that one below another is not missed.
    const found: string[] = [];
    for (const path of pathsOf(config)) {
      const those = config.pathsAreGlobs
        ? await globbed(workspace, path)
        : await existing(workspace, path);
      if (those.length === 0 && config.strict) {
        throw new InputError(
          config.pathsAreGlobs
            ? `no paths matched pattern "${path}"`
            : `path "${path}" does not exist`,
        );
      }
      found.push(...those);
    }
    for (const path of new Set(found)) {
      await workspace.remove(path);
    }
    return { status: 'Succeeded' };
  },
};

function pathsOf(config: Config): string[] {
  return config.paths ?? (config.path === undefined ? [] : [config.path]);
}

async function existing(workspace: Workspace, path: string): Promise<string[]> {
  const inside = workspacePath(path);
  const isThere =
    (await workspace.mode(inside)) !== undefined ||
    (await workspace.list(inside)).length > 0;
  return isThere ? [inside] : [];
}

async function globbed(
  workspace: Workspace,
  pattern: string,
): Promise<string[]> {
  const parts = pattern.split('/');
  const fixed = parts.slice(0, -1);
  const firstMagic = fixed.findIndex(part => MAGIC.test(part));
  const above = firstMagic < 0 ? fixed : fixed.slice(0, firstMagic);
  const folder = workspacePath(above.join('/'));
  const isFolder =
    folder === '' || (await workspace.mode(folder)) === undefined;
  const files = isFolder ? await workspace.list(folder) : [];
  return matchGlob(pattern, [...files, ...foldersOf(files)]);
}

function foldersOf(files: string[]): Set<string> {
  const folders = new Set<string>();
  for (const file of files) {
    for (
      let end = file.lastIndexOf('/');
      end > 0 && !folders.has(file.slice(0, end));
      end = file.lastIndexOf('/', end - 1)
    ) {
      folders.add(file.slice(0, end));
    }
  }
  return folders;
}
