import {
  CommitAuthor,
  StepDefinition,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';

// Kargo takes further fields here, unlike anywhere else, and does nothing with them.
const schema = z.looseObject({
  path: z.string().min(1),
  tag: z.string().min(1),
  message: z.string().min(1),
  force: z.boolean().optional(),
});

/** Makes an annotated tag of the last commit, which `git-push` with `tag` then pushes. */
export const gitTag: StepDefinition<z.infer<typeof schema>> = {
  id: 'git-tag',
  kind: 'files',
  schema,
  async plan(_context, config) {
    return { summary: `tag the last commit ${config.tag}`, effects: [] };
  },
  async run(context, { path, tag, message, force }) {
    const { workspace } = context;
    const tree = workspace.treeAt(path);
    const author: CommitAuthor = workspace.authorAt(path) ?? context.author;
    await tree.tag({
      tag,
      message,
      tagger: { name: author.name, email: author.email },
      date: context.startedAt,
      force,
      signingKey: author.signingKey,
    });
    return { status: 'Succeeded', output: { commit: tree.head ?? '' } };
  },
};
