import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { providerSchema } from './providers';
import { planPush } from './pushing/planPush';
import { planTagPush, pushMadeTag } from './pushing/pushMadeTag';
import { pushTree } from './pushing/pushTree';
import { replayPush } from './pushing/replayPush';

const schema = z
  .strictObject({
    path: z.string().min(1),
    targetBranch: z.string().nullish(),
    generateTargetBranch: z.boolean().optional(),
    tag: z.string().nullish(),
    force: z.boolean().optional(),
    maxAttempts: z.int().min(1).max(2147483647).optional(),
    provider: providerSchema.optional(),
  })
  .refine(
    config =>
      [config.targetBranch, config.generateTargetBranch, config.tag].filter(
        Boolean,
      ).length <= 1,
    'only one of "targetBranch", "generateTargetBranch" and "tag" can be set',
  )
  .refine(
    config => !(config.tag && config.force),
    '"tag" and "force" exclude each other; a tag is moved by "force" of the step git-tag',
  );

/** Moves a branch of the remote to the tree's head, or gives the remote a tag. */
export const gitPush: StepDefinition<z.infer<typeof schema>> = {
  id: 'git-push',
  kind: 'outside',
  schema,
  async plan(context, { tag, ...config }) {
    return tag
      ? planTagPush(context, { path: config.path, tag })
      : planPush(context, config, 'git-push');
  },
  async run(context, { tag, ...config }) {
    return tag
      ? pushMadeTag(context, { ...config, tag })
      : pushTree(context, config, false);
  },
  async replay(context, { path, tag }) {
    if (!tag) {
      await replayPush(context, path);
    }
  },
};
