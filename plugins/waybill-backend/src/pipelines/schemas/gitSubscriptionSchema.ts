import { z } from 'zod';
import { insecureGit } from './insecureGit';
import { notBuilt } from './notBuilt';
import { branchName, discoveryLimit, gitRepoUrl } from './scalars';
import { strategy } from './strategy';

const withTags = 'it needs a strategy that follows tags';

/** `spec.subscriptions[].git` */
export const gitSubscriptionSchema = z.strictObject({
  repoURL: gitRepoUrl,
  commitSelectionStrategy: strategy(['NewestFromBranch']).default(
    'NewestFromBranch',
  ),
  branch: branchName.optional(),
  includePaths: z.array(z.string()).default([]),
  excludePaths: z.array(z.string()).default([]),
  discoveryLimit: discoveryLimit.default(20),
  /** Only makes cloning cheaper. */
  blobless: z.boolean().optional(),
  /** Without a strategy for tags it has no effect. */
  strictSemvers: z.boolean().optional(),
  semverConstraint: notBuilt('semverConstraint', `remove it, ${withTags}`),
  allowTags: notBuilt('allowTags', `remove it, ${withTags}`),
  ignoreTags: notBuilt('ignoreTags', `remove it, ${withTags}`),
  allowTagsRegexes: notBuilt('allowTagsRegexes', `remove it, ${withTags}`),
  ignoreTagsRegexes: notBuilt('ignoreTagsRegexes', `remove it, ${withTags}`),
  expressionFilter: notBuilt(
    'expressionFilter',
    'remove it or use includePaths and excludePaths',
  ),
  since: notBuilt('since', 'remove it or set discoveryLimit'),
  insecureSkipTLSVerify: insecureGit,
});

/** @see gitSubscriptionSchema */
export type GitSubscriptionDocument = z.output<typeof gitSubscriptionSchema>;
