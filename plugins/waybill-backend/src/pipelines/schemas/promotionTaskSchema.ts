import { z } from 'zod';
import {
  clusterMetadata,
  envelope,
  namespacedMetadata,
} from './metadataSchema';
import { plainStepSchema } from './stepSchema';

const spec = z.strictObject({
  vars: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        /** None: whoever uses the task must give one. */
        value: z.union([z.string(), z.number(), z.boolean()]).optional(),
      }),
    )
    .default([]),
  steps: z.array(plainStepSchema),
});

/** Steps that several Stages share. */
export const promotionTaskSchema = z.strictObject({
  ...envelope,
  metadata: namespacedMetadata,
  spec,
});

/** The same, of the whole cluster. */
export const clusterPromotionTaskSchema = z.strictObject({
  ...envelope,
  metadata: clusterMetadata,
  spec,
});

/** @see promotionTaskSchema */
export type TaskSpec = z.output<typeof spec>;
