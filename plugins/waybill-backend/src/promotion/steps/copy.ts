import { InputError } from '@backstage/errors';
import {
  StepDefinition,
  Workspace,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { ignoreRules } from '../matching/ignoreRules';
import { isFile } from '../workspace/isFile';
import { readEntry } from '../workspace/readEntry';
import { isWithin, workspacePath } from '../workspace/workspacePath';
import { writeEntry } from '../workspace/writeEntry';
import { wholeFolders } from './wholeFolders';

const schema = z.strictObject({
  inPath: z.string().min(1),
  outPath: z.string().min(1),
  ignore: z.string().optional(),
});

/** Copies a file, or what a folder holds, between work trees and scratch: executable bits and symbolic links, too. */
export const copy: StepDefinition<z.infer<typeof schema>> = {
  id: 'copy',
  kind: 'files',
  schema,
  async plan(_context, config) {
    return {
      summary: `copy ${config.inPath} to ${config.outPath}`,
      effects: [],
    };
  },
  async run({ workspace }, config) {
    const from = workspacePath(config.inPath);
    const to = workspacePath(config.outPath);
    const isIgnored = ignoreRules(config.ignore);
    if (await isFile(workspace, from)) {
      const name = from.slice(from.lastIndexOf('/') + 1);
      const content = isIgnored(name) ? undefined : await workspace.read(from);
      if (content) {
        const mode = await workspace.mode(from);
        await writeEntry(workspace, to, {
          mode: mode === 'executable' ? mode : 'file',
          content,
        });
      }
      return { status: 'Succeeded' };
    }
    const start = from ? from.length + 1 : 0;
    const files = (await workspace.list(from)).map(file => file.slice(start));
    if (files.length === 0) {
      throw new InputError(`There is nothing at "${config.inPath}" to copy`);
    }
    if (isWithin(to, from)) {
      throw new InputError(
        `"${config.inPath}" cannot be copied into itself ("${config.outPath}")`,
      );
    }
    for (const [part, inside] of wholeFolders(files, isIgnored)) {
      if (!(await adopted(workspace, join(from, part), join(to, part)))) {
        for (const file of inside) {
          const entry = await readEntry(workspace, join(from, file));
          if (entry) {
            await writeEntry(workspace, join(to, file), entry);
          }
        }
      }
    }
    return { status: 'Succeeded' };
  },
};

function join(folder: string, path: string): string {
  return folder && path ? `${folder}/${path}` : folder || path;
}

/** Within one backend a subtree can change hands without its blobs being read. */
async function adopted(
  workspace: Workspace,
  from: string,
  to: string,
): Promise<boolean> {
  const source = workspace.locate(from);
  const target = workspace.locate(to);
  if (!source || !target || source.tree === target.tree) {
    return false;
  }
  if ((await workspace.mode(from)) === 'link') {
    // What it leads to would be taken.
    return false;
  }
  return target.tree.adopt(source.tree, source.path, target.path);
}
