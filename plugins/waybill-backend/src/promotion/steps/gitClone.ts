import {
  GitStart,
  StepContext,
  StepDefinition,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { workspacePath } from '../workspace/workspacePath';
import { readBases, withBase } from '../workspace/treeBases';

const author = z.strictObject({
  name: z.string().min(1),
  email: z.email(),
  signingKey: z.string().optional(),
});

const checkout = z
  .strictObject({
    path: z.string().min(1),
    branch: z.string().nullish(),
    commit: z.string().nullish(),
    tag: z.string().nullish(),
    create: z.boolean().optional(),
    as: z.string().optional(),
    sparse: z.array(z.string().min(1)).min(1).optional(),
  })
  .refine(
    item => [item.branch, item.commit, item.tag].filter(Boolean).length <= 1,
    'only one of "branch", "commit" and "tag" can be set',
  );

const schema = z.strictObject({
  repoURL: z.string().min(1),
  checkout: z.array(checkout).min(1),
  author: author.optional(),
  // How much is fetched is the work tree's own affair.
  blobless: z.boolean().optional(),
  recurseSubmodules: z
    .boolean()
    .refine(
      value => !value,
      '"recurseSubmodules" is not supported: submodules stay in the tree as the links that they are; clone the repository of a submodule by itself, at the commit that its link names, and copy from there',
    )
    .optional(),
  insecureSkipTLSVerify: z.boolean().optional(),
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
        sparse: item.sparse,
        insecureSkipTLSVerify: config.insecureSkipTLSVerify,
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
          // An empty one is none, as in Kargo.
          signingKey: config.author.signingKey || undefined,
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
  if (item.tag) {
    return { tag: item.tag, at: recorded ?? undefined };
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
