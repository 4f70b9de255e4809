import {
  GitStart,
  StepContext,
  StepDefinition,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { workspacePath } from '../workspace/workspacePath';
import { notBuilt } from './notBuilt';
import { readBases, withBase } from '../workspace/treeBases';

const author = z.strictObject({
  name: z.string().min(1),
  email: z.email(),
  signingKey: notBuilt('author.signingKey'),
});

const checkout = z
  .strictObject({
    path: z.string().min(1),
    branch: z.string().nullish(),
    commit: z.string().nullish(),
    tag: notBuilt('tag'),
    create: z.boolean().optional(),
    as: z.string().optional(),
    sparse: notBuilt('sparse'),
  })
  .refine(
    item => !(item.branch && item.commit),
    'only one of "branch", "commit" and "tag" can be set',
  );

const schema = z.strictObject({
  repoURL: z.string().min(1),
  checkout: z.array(checkout).min(1),
  author: author.optional(),
  // How much is fetched is the work tree's own affair.
  blobless: z.boolean().optional(),
  recurseSubmodules: notBuilt('recurseSubmodules'),
  insecureSkipTLSVerify: notBuilt('insecureSkipTLSVerify'),
});
type Config = z.infer<typeof schema>;
type Checkout = Config['checkout'][number];

/**
 * Opens work trees and records the commits they are based on, so that a replay stands on the same ones.
 */
export const gitClone: StepDefinition<Config> = {
  id: 'git-clone',
  kind: 'files',
  schema,
  async plan(_context, config) {
    return { summary: `read ${config.repoURL}`, effects: [] };
  },
  async run(context, config) {
    const commits: Record<string, string> = {};
    const branches: Record<string, string> = {};
    for (const item of config.checkout) {
      const path = workspacePath(item.path);
      const recorded = readBases(context.record.value)[path];
      const tree = await context.git.open({
        repoURL: config.repoURL,
        start: startOf(item, recorded),
        signal: context.signal,
      });
      if (recorded === undefined) {
        await noteBase(context, path, tree.base);
      }
      context.workspace.mount(
        path,
        tree,
        config.author && {
          name: config.author.name,
          email: config.author.email,
        },
      );
      if (tree.base !== undefined) {
        commits[item.as || item.path] = tree.base;
      }
      if (tree.branch !== undefined) {
        // Not Kargo's: the only way to learn which branch is the default one.
        branches[item.as || item.path] = tree.branch;
      }
    }
    return { status: 'Succeeded', output: { commits, branches } };
  },
};

function startOf(
  item: Checkout,
  recorded: string | null | undefined,
): GitStart {
  if (item.commit) {
    return { commit: recorded ?? item.commit };
  }
  if (!item.branch) {
    return { defaultBranch: true, at: recorded ?? undefined };
  }
  if (recorded === null) {
    return { orphan: item.branch };
  }
  return { branch: item.branch, at: recorded, create: item.create };
}

async function noteBase(
  context: StepContext,
  path: string,
  base: string | undefined,
): Promise<void> {
  await context.record.note(withBase(context.record.value, path, base));
}
