import { z } from 'zod';
import { mechanismsSchema } from './mechanismsSchema';
import { envelope, namespacedMetadata } from './metadataSchema';
import { notBuilt } from './notBuilt';
import { duration, resourceName } from './scalars';
import { stepSchema, variable } from './stepSchema';
import { verificationSchema } from './verificationSchema';

const WAYBILL_API_VERSION = 'waybill/v1alpha1';

const sources = z
  .strictObject({
    direct: z.boolean().default(false),
    stages: z.array(resourceName).default([]),
    requiredSoakTime: duration.optional(),
    availabilityStrategy: z
      .enum(['OneOf', 'All', ''])
      .default('OneOf')
      .transform(text => text || 'OneOf'),
    autoPromotionOptions: z
      .strictObject({
        selectionPolicy: z
          .enum(['NewestFreight', 'MatchUpstream'])
          .default('NewestFreight'),
      })
      .optional(),
  })
  .superRefine((found, context) => {
    if (!found.direct && found.stages.length === 0) {
      context.addIssue({
        code: 'custom',
        message: 'Expected direct: true, or stages to take Freight from',
      });
    }
    const policy = found.autoPromotionOptions?.selectionPolicy;
    if (
      policy === 'MatchUpstream' &&
      (found.direct || found.stages.length !== 1)
    ) {
      context.addIssue({
        code: 'custom',
        path: ['autoPromotionOptions', 'selectionPolicy'],
        message: 'MatchUpstream needs exactly one upstream Stage',
      });
    }
  });

/** v0.3: where the Stage's Freight comes from. */
const legacySubscriptions = z
  .strictObject({
    warehouse: resourceName.optional(),
    upstreamStages: z.array(z.strictObject({ name: resourceName })).default([]),
  })
  .superRefine(({ warehouse, upstreamStages }, context) => {
    if (Boolean(warehouse) === upstreamStages.length > 0) {
      context.addIssue({
        code: 'custom',
        message: 'Expected exactly one of warehouse and upstreamStages',
      });
    }
  });

/** What Kargo has no words for. */
const promotionQueue = z.strictObject({
  order: z.enum(['InOrder', 'NewestWins']).default('InOrder'),
  lockGroups: z.array(resourceName).default([]),
});

const spec = z
  .strictObject({
    shard: z.string().optional(),
    vars: z.array(variable).default([]),
    requestedFreight: z
      .array(
        z.strictObject({
          origin: z.strictObject({
            kind: z.literal('Warehouse').default('Warehouse'),
            name: resourceName,
          }),
          sources,
        }),
      )
      .optional(),
    promotionTemplate: z
      .strictObject({
        metadata: z.unknown().optional(),
        spec: z.strictObject({
          vars: z.array(variable).default([]),
          steps: z.array(stepSchema).default([]),
        }),
      })
      .optional(),
    promotionQueue: promotionQueue.optional(),
    subscriptions: legacySubscriptions.optional(),
    promotionMechanisms: mechanismsSchema.optional(),
    verification: verificationSchema,
    targets: notBuilt('targets', 'remove it and write one Stage per target'),
  })
  .superRefine((found, context) => {
    if (
      Boolean(found.requestedFreight?.length) === Boolean(found.subscriptions)
    ) {
      context.addIssue({
        code: 'custom',
        message:
          'Expected exactly one of requestedFreight and (as in v0.3) subscriptions',
      });
    }
    const steps = found.promotionTemplate?.spec.steps ?? [];
    if (found.verification && !found.promotionMechanisms && !steps.length) {
      context.addIssue({
        code: 'custom',
        path: ['verification'],
        params: { at: 'key' },
        message:
          'A Stage without steps runs nothing that could be verified; remove verification, or write steps (promotionTemplate)',
      });
    }
    if (found.promotionTemplate && found.promotionMechanisms) {
      context.addIssue({
        code: 'custom',
        path: ['promotionMechanisms'],
        params: { at: 'key' },
        message:
          'A Stage has either promotionTemplate or (as in v0.3) promotionMechanisms',
      });
    }
  });

/** A Stage, in the form of Kargo 1.x and v0.3, and with what Waybill's own apiVersion adds. */
export const stageSchema = z
  .strictObject({ ...envelope, metadata: namespacedMetadata, spec })
  .superRefine((found, context) => {
    if (found.spec.promotionQueue && found.apiVersion !== WAYBILL_API_VERSION) {
      context.addIssue({
        code: 'custom',
        path: ['spec', 'promotionQueue'],
        params: { at: 'key' },
        message: `Kargo knows no promotionQueue; write apiVersion: ${WAYBILL_API_VERSION} for this Stage`,
      });
    }
  });

/** @see stageSchema */
export type StageDocument = z.output<typeof stageSchema>;
