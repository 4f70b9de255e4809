import { InputError, isError } from '@backstage/errors';
import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { isTextByItself } from '../editing/formatScalar';
import { updateYaml, YamlUpdate } from '../editing/updateYaml';
import { readText } from '../reading/readText';

const schema = z.strictObject({
  path: z.string().min(1),
  updates: z
    .array(
      z.strictObject({
        key: z.string().min(1),
        value: z.union(
          [z.string(), z.number(), z.boolean(), z.null()],
          'must be a text, a number, a boolean or null',
        ),
      }),
    )
    .min(1)
    // Each is looked for among all keys of its level.
    .max(500),
});

/** Sets values in a YAML file in place. */
export const yamlUpdate: StepDefinition<z.infer<typeof schema>> = {
  id: 'yaml-update',
  kind: 'files',
  schema,
  async plan(_context, config) {
    const keys = config.updates.map(item => item.key).join(', ');
    return { summary: `set ${keys} in ${config.path}`, effects: [] };
  },
  async run(context, config) {
    const before = await readText(context.workspace, config.path);
    if (before === undefined) {
      throw new InputError(
        `values file update failed: there is no file "${config.path}"`,
      );
    }
    const after = update(config.path, before, config.updates);
    if (after !== before) {
      await context.workspace.write(config.path, after);
    }
    return {
      status: 'Succeeded',
      output: { commitMessage: commitMessage(config.path, config.updates) },
    };
  },
};

function update(path: string, text: string, updates: YamlUpdate[]): string {
  try {
    return updateYaml(text, updates);
  } catch (error) {
    throw new InputError(
      `"${path}" cannot be updated: ${
        isError(error) ? error.message : String(error)
      }`,
    );
  }
}

/** `Updated <path>` and one line for each value, quoted where the bare word would read as something else. */
function commitMessage(path: string, updates: YamlUpdate[]): string {
  const lines = updates.map(({ key, value }) => {
    const shown =
      typeof value === 'string' && !isTextByItself(value)
        ? JSON.stringify(value)
        : String(value);
    return `- ${key}: ${shown}`;
  });
  return `Updated ${path}\n\n${lines.join('\n')}`;
}
