import { z } from 'zod';
import {
  clusterMetadata,
  envelope,
  namespacedMetadata,
} from './metadataSchema';
import { notBuilt } from './notBuilt';
import { resourceName } from './scalars';

const requirement = z
  .strictObject({
    key: z.string().min(1),
    operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
    values: z.array(z.string()).optional(),
  })
  .superRefine(({ operator, values }, context) => {
    const needsValues = operator === 'In' || operator === 'NotIn';
    if (needsValues !== Boolean(values?.length)) {
      context.addIssue({
        code: 'custom',
        path: ['values'],
        message: needsValues
          ? `${operator} needs values`
          : `${operator} takes no values`,
      });
    }
  });

const policy = z
  .strictObject({
    /** The older way to name one Stage. */
    stage: resourceName.optional(),
    stageSelector: z
      .strictObject({
        name: z.string().min(1).optional(),
        matchLabels: z.record(z.string(), z.string()).optional(),
        matchExpressions: z.array(requirement).optional(),
      })
      .optional(),
    autoPromotionEnabled: z.boolean().default(false),
    autoRollback: notBuilt('autoRollback'),
  })
  .superRefine(({ stage, stageSelector }, context) => {
    if (Boolean(stage) === Boolean(stageSelector)) {
      context.addIssue({
        code: 'custom',
        message: 'Expected exactly one of stageSelector and (older) stage',
      });
    }
  });

/** Kargo's `promotionPolicies`. */
export const promotionPolicies = z.array(policy).default([]);

/** A ProjectConfig. */
export const projectConfigSchema = z.strictObject({
  ...envelope,
  metadata: namespacedMetadata,
  spec: z
    .strictObject({
      promotionPolicies,
      promotionWindows: notBuilt('promotionWindows'),
      webhookReceivers: z.array(z.unknown()).optional(),
      freightLinks: z.array(z.unknown()).optional(),
      stageLinks: z.array(z.unknown()).optional(),
    })
    .prefault({}),
});

/** A Project; until Kargo 1.6 it held what is in ProjectConfig now. */
export const projectSchema = z.strictObject({
  ...envelope,
  metadata: clusterMetadata,
  spec: z.strictObject({ promotionPolicies }).prefault({}),
});

/** v0.3's PromotionPolicy, whose fields stand beside `metadata`. */
export const promotionPolicySchema = z.strictObject({
  ...envelope,
  metadata: namespacedMetadata,
  stage: resourceName,
  enableAutoPromotion: z.boolean().default(false),
});

/** One of `promotionPolicies`. */
export type PolicyDocument = z.output<typeof policy>;
