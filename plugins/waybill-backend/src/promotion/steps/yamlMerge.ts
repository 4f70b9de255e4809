import { InputError } from '@backstage/errors';
import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { mergeYaml } from '../editing/mergeYaml';
import { readText } from '../reading/readText';

const schema = z.strictObject({
  inFiles: z.array(z.string()).min(1).max(100),
  outFile: z.string().min(1),
  ignoreMissingFiles: z.boolean().optional(),
});

/** Merges YAML files into one, each over those before it. */
export const yamlMerge: StepDefinition<z.infer<typeof schema>> = {
  id: 'yaml-merge',
  kind: 'files',
  schema,
  async plan(_context, config) {
    return {
      summary: `merge ${config.inFiles.join(', ')} into ${config.outFile}`,
      effects: [],
    };
  },
  async run({ workspace }, config) {
    const files: { name: string; text: string }[] = [];
    for (const name of config.inFiles) {
      const text = await readText(workspace, name);
      if (text !== undefined) {
        files.push({ name, text });
      } else if (!config.ignoreMissingFiles) {
        throw new InputError(`input file not found: ${name}`);
      }
    }
    await workspace.write(config.outFile, mergeYaml(files));
    const lines = files.map(({ name }) => `- ${name}`);
    return {
      status: 'Succeeded',
      output: {
        commitMessage:
          files.length > 1
            ? `Merged YAML files to ${config.outFile}\n\n${lines.join('\n')}`
            : 'no YAML files merged',
      },
    };
  },
};
