import { InputError } from '@backstage/errors';
import {
  StepDefinition,
  Workspace,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { ArchiveEntry } from '../archives/ArchiveEntry';
import { ArchiveLimits } from '../archives/ArchiveLimits';
import { writeTar } from '../archives/writeTar';
import { ignoreRules } from '../matching/ignoreRules';
import { workspacePath } from '../workspace/workspacePath';
import { readEntry } from '../workspace/readEntry';
import { isFile } from '../workspace/isFile';

const schema = z.strictObject({
  inPath: z.string().min(1),
  outPath: z.string().min(1),
  ignore: z.string().min(1).optional(),
  gzip: z.boolean().optional(),
});
type Config = z.infer<typeof schema>;

/** Puts a file, or what a folder holds, into an archive. */
export const tar: StepDefinition<Config> = {
  id: 'tar',
  kind: 'files',
  schema,
  async plan(_context, config) {
    return {
      summary: `pack ${config.inPath} into ${config.outPath}`,
      effects: [],
    };
  },
  async run({ workspace }, config) {
    const outPath = workspacePath(config.outPath);
    const entries: ArchiveEntry[] = [];
    let total = 0;
    for (const [name, path] of await namesOf(workspace, config)) {
      // An archive inside of what it holds would be another one each time.
      const entry =
        path === outPath ? undefined : await readEntry(workspace, path);
      if (!entry) {
        continue;
      }
      const { length } = entry.content;
      total += length;
      if (length > ArchiveLimits.file || total > ArchiveLimits.total) {
        throw new InputError(
          `"${config.inPath}" is too large for an archive: a file may have ${ArchiveLimits.file} bytes, all of them ${ArchiveLimits.total}`,
        );
      }
      entries.push({ path: name, ...entry });
    }
    const archive = await writeTar(entries, { gzip: config.gzip ?? true });
    await workspace.write(outPath, archive);
    return { status: 'Succeeded' };
  },
};

/** Names in the archive, and the paths in the workspace they are of. */
async function namesOf(
  workspace: Workspace,
  config: Config,
): Promise<[string, string][]> {
  const isIgnored = ignoreRules(config.ignore);
  const inPath = workspacePath(config.inPath);
  const start = inPath ? inPath.length + 1 : 0;
  const names = (await isFile(workspace, inPath))
    ? [[inPath.slice(inPath.lastIndexOf('/') + 1), inPath] as [string, string]]
    : (await workspace.list(inPath)).map(
        path => [path.slice(start), path] as [string, string],
      );
  if (names.length === 0) {
    throw new InputError(`input path "${config.inPath}" does not exist`);
  }
  return names.filter(([name]) => !isIgnored(name));
}
