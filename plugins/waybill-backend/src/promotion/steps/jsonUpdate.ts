import { InputError, isError } from '@backstage/errors';
import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { JsonUpdate, updateJson } from '../editing/updateJson';
import { readText } from '../reading/readText';
import { updatesConfig, UpdatesConfig } from './updatesConfig';

/** Sets values in a JSON file in place. */
export const jsonUpdate: StepDefinition<UpdatesConfig> = {
  id: 'json-update',
  kind: 'files',
  schema: updatesConfig,
  async plan(_context, config) {
    const keys = config.updates.map(item => item.key).join(', ');
    return { summary: `set ${keys} in ${config.path}`, effects: [] };
  },
  async run(context, config) {
    const before = await readText(context.workspace, config.path);
    if (before === undefined) {
      throw new InputError(
        `JSON file update failed: there is no file "${config.path}"`,
      );
    }
    const updates = config.updates.map(assertScalar);
    const after = update(config.path, before, updates);
    if (after !== before) {
      await context.workspace.write(config.path, after);
    }
    return {
      status: 'Succeeded',
      output: { commitMessage: commitMessage(config.path, updates) },
    };
  },
};

const scalar = z.union([z.string(), z.number(), z.boolean()]);

function assertScalar({ key, value }: UpdatesConfig['updates'][number]) {
  const checked = scalar.safeParse(value);
  if (!checked.success) {
    throw new InputError(
      `JSON file update failed: value for key "${key}" is not a scalar type: expected a text, a number or a boolean`,
    );
  }
  return { key, value: checked.data };
}

function update(path: string, text: string, updates: JsonUpdate[]): string {
  try {
    return updateJson(text, updates);
  } catch (error) {
    throw new InputError(
      `"${path}" cannot be updated: ${
        isError(error) ? error.message : String(error)
      }`,
    );
  }
}

function commitMessage(path: string, updates: JsonUpdate[]): string {
  const lines = updates.map(
    ({ key, value }) => `- ${key}: ${JSON.stringify(value)}`,
  );
  return `Updated ${path}\n\n${lines.join('\n')}`;
}
