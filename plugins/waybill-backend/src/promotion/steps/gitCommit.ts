import { WAYBILL_PROMOTION_TRAILER } from '@waybill/backstage-plugin-waybill-common';
import {
  CommitAuthor,
  StepDefinition,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';

const schema = z.strictObject({
  path: z.string().min(1),
  message: z.string().min(1),
  author: z
    .strictObject({
      name: z.string().min(1),
      email: z.email(),
      signingKey: z.string().optional(),
    })
    .optional(),
});

/**
 * Commits all changes of a work tree.
 *
 * @remarks Author, message and time come from what is recorded, so a replay on the same base makes the same commit.
 */
export const gitCommit: StepDefinition<z.infer<typeof schema>> = {
  id: 'git-commit',
  kind: 'files',
  schema,
  async plan(_context, config) {
    return { summary: `commit the changes in ${config.path}`, effects: [] };
  },
  async run(context, config) {
    const tree = context.workspace.treeAt(config.path);
    const author: CommitAuthor =
      config.author ??
      context.workspace.authorAt(config.path) ??
      context.author;
    const commit = await tree.commit({
      message: config.message,
      author: { name: author.name, email: author.email },
      // An empty one is none, as in Kargo.
      signingKey: author.signingKey || undefined,
      trailers: { [WAYBILL_PROMOTION_TRAILER]: context.promotion.id },
      date: context.startedAt,
    });
    if (commit === undefined) {
      return {
        status: 'Skipped',
        message: 'Nothing to commit: the files are already as they should be',
        output: tree.head === undefined ? {} : { commit: tree.head },
      };
    }
    return { status: 'Succeeded', output: { commit } };
  },
};
