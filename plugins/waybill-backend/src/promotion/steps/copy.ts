import { InputError } from '@backstage/errors';
import {
  StepDefinition,
  Workspace,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { isWithin, workspacePath } from '../workspace/workspacePath';
import { notBuilt } from './notBuilt';

const schema = z.strictObject({
  inPath: z.string().min(1),
  outPath: z.string().min(1),
  ignore: notBuilt('ignore'),
});

/** Copies a file, or what a folder holds, between work trees and scratch. */
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
  async run(context, config) {
    const { workspace } = context;
    const from = workspacePath(config.inPath);
    const to = workspacePath(config.outPath);
    const content = await readFile(workspace, from);
    if (content) {
      await workspace.write(to, content);
      return { status: 'Succeeded' };
    }
    const files = await workspace.list(from);
    if (files.length === 0) {
      throw new InputError(`There is nothing at "${config.inPath}" to copy`);
    }
    if (isWithin(to, from)) {
      throw new InputError(
        `"${config.inPath}" cannot be copied into itself ("${config.outPath}")`,
      );
    }
    if (await adopted(workspace, from, to)) {
      return { status: 'Succeeded' };
    }
    for (const file of files) {
      const inside = from ? file.slice(from.length + 1) : file;
      const bytes = await workspace.read(file);
      if (bytes) {
        await workspace.write(to ? `${to}/${inside}` : inside, bytes);
      }
    }
    return { status: 'Succeeded' };
  },
};

/** Undefined for a folder, and for nothing at all. */
async function readFile(
  workspace: Workspace,
  path: string,
): Promise<Buffer | undefined> {
  try {
    return await workspace.read(path);
  } catch (error) {
    // How a folder answers; where it was something else, listing it says so.
    if (error instanceof InputError) {
      return undefined;
    }
    throw error;
  }
}

/** Within one backend a subtree can change hands without its blobs being read; file modes stay then, too. */
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
  return target.tree.adopt(source.tree, source.path, target.path);
}
