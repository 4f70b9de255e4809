import { z } from 'zod';
import { duration, resourceName } from './scalars';

/** A variable whose value is there. */
export const variable = z.strictObject({
  name: z.string().min(1),
  value: z.union([z.string(), z.number(), z.boolean()]),
});

const alias = z
  .string()
  .regex(/^[A-Za-z][\w-]*$/, {
    error: 'Expected an alias of letters, digits, "_" and "-"',
  })
  .refine(text => !/^(step|task)-\d+$/.test(text), {
    error:
      'step-N and task-N are the aliases of steps without one; choose another',
  });

const common = {
  as: alias.optional(),
  if: z.string().optional(),
  continueOnError: z.boolean().optional(),
  retry: z
    .strictObject({
      timeout: duration.optional(),
      errorThreshold: z.int().min(0).optional(),
    })
    .optional(),
  vars: z.array(variable).default([]),
  config: z.record(z.string(), z.unknown()).optional(),
};

/** A step that a task is made of. */
export const plainStepSchema = z.strictObject({
  uses: z.string().min(1),
  ...common,
});

/** A step of a Stage: of a kind, or a task. */
export const stepSchema = z
  .strictObject({
    uses: z.string().min(1).optional(),
    task: z
      .strictObject({
        name: resourceName,
        kind: z
          .enum(['PromotionTask', 'ClusterPromotionTask'])
          .default('PromotionTask'),
      })
      .optional(),
    ...common,
  })
  .superRefine((step, context) => {
    if (Boolean(step.uses) === Boolean(step.task)) {
      context.addIssue({
        code: 'custom',
        message: 'Expected exactly one of uses and task',
      });
    }
    if (!step.task) {
      return;
    }
    // Kargo drops them; dropping a condition would run what was meant not to.
    for (const field of ['if', 'continueOnError', 'retry', 'config'] as const) {
      if (step[field] !== undefined) {
        context.addIssue({
          code: 'custom',
          path: [field],
          params: { at: 'key' },
          message: `${field} has no effect on a step that is a task; set it on the task's own steps`,
        });
      }
    }
  });

/** @see stepSchema */
export type StepDocument = z.output<typeof stepSchema>;
