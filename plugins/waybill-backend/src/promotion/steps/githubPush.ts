import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { insecureSkipTLSVerify } from './insecureSkipTLSVerify';
import { planPush } from './pushing/planPush';
import { pushTree } from './pushing/pushTree';
import { replayPush } from './pushing/replayPush';

const schema = z
  .strictObject({
    path: z.string().min(1),
    targetBranch: z.string().nullish(),
    generateTargetBranch: z.boolean().optional(),
    force: z.boolean().optional(),
    maxAttempts: z.int().min(1).max(2147483647).optional(),
    insecureSkipTLSVerify,
  })
  .refine(
    config => !(config.targetBranch && config.generateTargetBranch),
    'only one of "targetBranch" and "generateTargetBranch" can be set',
  );

/**
 * As `git-push`, but GitHub makes the commits: as the App or user that the credential belongs to, and, for an App, with GitHub's own
 * signature. Their ids are others than those that `git-commit` put out.
 */
export const githubPush: StepDefinition<z.infer<typeof schema>> = {
  id: 'github-push',
  kind: 'outside',
  schema,
  async plan(context, config) {
    return planPush(context, { ...config, provider: 'github' }, 'github-push');
  },
  async run(context, config) {
    return pushTree(context, { ...config, provider: 'github' }, true);
  },
  async replay(context, { path }) {
    await replayPush(context, path);
  },
};
