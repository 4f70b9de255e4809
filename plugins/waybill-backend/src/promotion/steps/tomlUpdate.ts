import { InputError, isError } from '@backstage/errors';
import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { formatToml } from '../editing/formatToml';
import { updateToml } from '../editing/updateToml';
import { readText } from '../reading/readText';
import { updatesConfig, UpdatesConfig } from './updatesConfig';

/** Sets existing values in a TOML file in place. */
export const tomlUpdate: StepDefinition<UpdatesConfig> = {
  id: 'toml-update',
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
        `TOML file update failed: there is no file "${config.path}"`,
      );
    }
    const after = update(config, before);
    if (after !== before) {
      await context.workspace.write(config.path, after);
    }
    const lines = config.updates.map(
      ({ key, value }) => `- ${key}: ${formatToml(value)}`,
    );
    return {
      status: 'Succeeded',
      output: {
        commitMessage: `Updated ${config.path}\n\n${lines.join('\n')}`,
      },
    };
  },
};

function update({ path, updates }: UpdatesConfig, text: string): string {
  try {
    return updateToml(text, updates);
  } catch (error) {
    throw new InputError(
      `"${path}" cannot be updated: ${
        isError(error) ? error.message : String(error)
      }`,
    );
  }
}
