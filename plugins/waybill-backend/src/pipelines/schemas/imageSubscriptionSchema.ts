import { z } from 'zod';
import { notBuilt } from './notBuilt';
import { discoveryLimit, imageRepoUrl } from './scalars';
import { strategy } from './strategy';

/** `spec.subscriptions[].image`, in today's form and that of v0.3 (`semverConstraint`, `allowTags`, …). */
export const imageSubscriptionSchema = z
  .strictObject({
    repoURL: imageRepoUrl,
    imageSelectionStrategy: strategy(['SemVer']).optional(),
    /** v0.3's name of it. */
    tagSelectionStrategy: strategy(['SemVer']).optional(),
    constraint: z.string().optional(),
    semverConstraint: z.string().optional(),
    strictSemvers: z.boolean().default(true),
    allowTagsRegexes: z.array(z.string()).default([]),
    ignoreTagsRegexes: z.array(z.string()).default([]),
    /** v0.3: one regular expression. */
    allowTags: z.string().optional(),
    /** v0.3: exact tags. */
    ignoreTags: z.array(z.string()).default([]),
    platform: z
      .string()
      .regex(/^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9]+)?$/, {
        error: 'Expected a platform such as linux/amd64 or linux/arm64/v8',
      })
      .optional(),
    discoveryLimit: discoveryLimit.default(20),
    insecureSkipTLSVerify: z.boolean().default(false),
    /** Only makes discovery cheaper. */
    cacheByTag: z.boolean().optional(),
    /** v0.3: only a link for people. */
    gitRepoURL: z.string().optional(),
    expressionFilter: notBuilt('expressionFilter'),
  })
  .superRefine((image, context) => {
    if (
      image.constraint &&
      image.semverConstraint &&
      image.constraint !== image.semverConstraint
    ) {
      context.addIssue({
        code: 'custom',
        path: ['semverConstraint'],
        message:
          'constraint and semverConstraint say different things; keep constraint',
      });
    }
  });

/** @see imageSubscriptionSchema */
export type ImageSubscriptionDocument = z.output<
  typeof imageSubscriptionSchema
>;
