import { InputError, isError } from '@backstage/errors';
import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { readTar } from '../archives/readTar';
import { ignoreRules } from '../matching/ignoreRules';
import { isWithin, workspacePath } from '../workspace/workspacePath';
import { writeEntry } from '../workspace/writeEntry';

const schema = z.strictObject({
  inPath: z.string().min(1),
  outPath: z.string().min(1),
  stripComponents: z.int().min(0).optional(),
  ignore: z.string().optional(),
});
type Config = z.infer<typeof schema>;

/** Unpacks an archive; what was at the place before goes, as in Kargo. */
export const untar: StepDefinition<Config> = {
  id: 'untar',
  kind: 'files',
  schema,
  async plan(_context, config) {
    return {
      summary: `unpack ${config.inPath} to ${config.outPath}`,
      effects: [],
    };
  },
  async run({ workspace }, config) {
    const outPath = workspacePath(config.outPath);
    const inPath = workspacePath(config.inPath);
    const content = await workspace.read(inPath);
    if (!content) {
      throw new InputError(
        `failed to open tar file: there is no file "${config.inPath}"`,
      );
    }
    const entries = await unpack(content, config);
    if (!isWithin(inPath, outPath)) {
      await workspace.remove(outPath);
    }
    // Links come last, so that nothing is written through one.
    const links = entries.filter(entry => entry.mode === 'link');
    const files = entries.filter(entry => entry.mode !== 'link');
    for (const entry of [...files, ...links]) {
      const path = outPath ? `${outPath}/${entry.path}` : entry.path;
      await writeEntry(workspace, path, entry);
    }
    return { status: 'Succeeded' };
  },
};

async function unpack(content: Buffer, config: Config) {
  const isIgnored = ignoreRules(config.ignore);
  const strip = config.stripComponents ?? 0;
  try {
    return await readTar(content, path => {
      const name = path.split('/').slice(strip).join('/');
      // A path that is not sound is for the reader to refuse.
      const isSound = !name.split('/').includes('..');
      return name === '' || (isSound && isIgnored(name)) ? undefined : name;
    });
  } catch (error) {
    throw new InputError(
      `failed to extract tar file "${config.inPath}": ${
        isError(error) ? error.message : String(error)
      }`,
    );
  }
}
