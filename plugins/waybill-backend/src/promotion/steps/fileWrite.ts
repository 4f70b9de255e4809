import {
  StepDefinition,
  StepFailure,
  Workspace,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { workspacePath } from '../workspace/workspacePath';

const schema = z.strictObject({
  path: z.string().min(1),
  contents: z.string(),
  permissions: z
    .string()
    .regex(/^0[0-7]{3,4}$/, 'must be an octal file mode such as "0644"')
    .optional(),
  overwrite: z.boolean().optional(),
});
type Config = z.infer<typeof schema>;

/**
 * Writes a file.
 *
 * @remarks Git knows no permissions but the executable bit, which this step does not give; they are checked all the same, so that a
 * manifest Kargo refuses is refused here.
 */
export const fileWrite: StepDefinition<Config> = {
  id: 'file-write',
  kind: 'files',
  schema,
  async plan(_context, config) {
    return { summary: `write ${config.path}`, effects: [] };
  },
  async run({ workspace }, config) {
    const path = workspacePath(config.path);
    assertPermissions(config.permissions ?? '0600');
    await refuseLinks(workspace, path);
    if (!config.overwrite && (await workspace.mode(path)) !== undefined) {
      throw new StepFailure(
        `file "${config.path}" already exists; set overwrite to true to replace it`,
      );
    }
    await workspace.write(path, config.contents, { executable: false });
    return { status: 'Succeeded' };
  },
};

function assertPermissions(permissions: string): void {
  const mode = parseInt(permissions, 8);
  const refuse = (why: string) =>
    new StepFailure(`permissions "${permissions}" must not ${why}`);
  // eslint-disable-next-line no-bitwise -- what a file mode is made of
  const has = (bits: number) => (mode & bits) !== 0;
  if (has(0o7000)) {
    throw refuse('include special mode bits');
  }
  if (has(0o111)) {
    throw refuse('include executable bits');
  }
  if (has(0o002)) {
    throw refuse('be world-writable');
  }
}

/** What is written must stand where the manifest says, not where a link in the repository leads. */
async function refuseLinks(workspace: Workspace, path: string): Promise<void> {
  const names = path.split('/');
  for (const index of names.keys()) {
    const part = names.slice(0, index + 1).join('/');
    if ((await workspace.mode(part)) === 'link') {
      throw new StepFailure(
        `path "${path}" leads through the symbolic link "${part}", which is forbidden`,
      );
    }
  }
}
