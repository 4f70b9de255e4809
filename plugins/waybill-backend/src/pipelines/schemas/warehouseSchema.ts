import { z } from 'zod';
import { chartSubscriptionSchema } from './chartSubscriptionSchema';
import { gitSubscriptionSchema } from './gitSubscriptionSchema';
import { imageSubscriptionSchema } from './imageSubscriptionSchema';
import { envelope, namespacedMetadata } from './metadataSchema';
import { notBuilt } from './notBuilt';
import { duration, subscriptionName } from './scalars';

const subscription = z
  .strictObject({
    name: subscriptionName.optional(),
    image: imageSubscriptionSchema.optional(),
    git: gitSubscriptionSchema.optional(),
    chart: chartSubscriptionSchema.optional(),
    subscriptionType: notBuilt('subscriptionType', 'remove the subscription'),
    config: notBuilt('config', 'remove the subscription'),
    discoveryLimit: z.unknown().optional(),
  })
  .superRefine(({ image, git, chart }, context) => {
    if ([image, git, chart].filter(Boolean).length !== 1) {
      context.addIssue({
        code: 'custom',
        message: 'Expected exactly one of image, git and chart',
      });
    }
  });

/** A Warehouse, in the form of Kargo 1.x and v0.3. */
export const warehouseSchema = z.strictObject({
  ...envelope,
  metadata: namespacedMetadata,
  spec: z.strictObject({
    /** Which of Kargo's controllers looks; Waybill has its own way to share the work. */
    shard: z.string().optional(),
    interval: duration.default(300),
    freightCreationPolicy: z.enum(['Automatic', 'Manual']).default('Automatic'),
    freightCreationCriteria: notBuilt(
      'freightCreationCriteria',
      'remove it or set freightCreationPolicy: Manual',
    ),
    subscriptions: z.array(subscription).min(1),
  }),
});

/** @see warehouseSchema */
export type WarehouseDocument = z.output<typeof warehouseSchema>;
