import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';

const schema = z.strictObject({ path: z.string().min(1) });

/** Empties a work tree; what comes next writes the whole content. */
export const gitClear: StepDefinition<z.infer<typeof schema>> = {
  id: 'git-clear',
  kind: 'files',
  schema,
  async plan(_context, config) {
    return { summary: `empty ${config.path}`, effects: [] };
  },
  async run(context, config) {
    const tree = context.workspace.treeAt(config.path);
    const top = new Set((await tree.list()).map(file => file.split('/')[0]));
    for (const name of top) {
      await tree.remove(name);
    }
    return { status: 'Succeeded' };
  },
};
