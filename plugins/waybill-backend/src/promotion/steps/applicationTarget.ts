import { z } from 'zod';

const text = z.string().min(1);

const selector = z
  .strictObject({
    matchLabels: z
      .record(text, z.string())
      .refine(
        labels => Object.keys(labels).length > 0,
        'at least one label is needed',
      )
      .optional(),
    matchExpressions: z
      .array(
        z
          .strictObject({
            key: text,
            operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
            values: z.array(z.string()).optional(),
          })
          .refine(
            ({ operator, values = [] }) =>
              operator.endsWith('In') ? values.length > 0 : values.length === 0,
            'In and NotIn need values, Exists and DoesNotExist have none',
          ),
      )
      .min(1)
      .optional(),
  })
  .refine(
    found => Boolean(found.matchLabels || found.matchExpressions),
    'needs matchLabels or matchExpressions',
  );

/** How a step names Argo CD Applications: one by its name, or those that labels choose. */
export const applicationTarget = {
  name: text.nullish(),
  selector: selector.nullish(),
  namespace: text.optional(),
};

/** Exactly one of the two; to be used with `refine`. */
export const namesOneWay = [
  (app: { name?: string | null; selector?: object | null }) =>
    Boolean(app.name) !== Boolean(app.selector),
  'exactly one of "name" and "selector" is needed',
] as const;

const target = z.strictObject(applicationTarget);

/** @see applicationTarget */
export type ApplicationTarget = z.infer<typeof target>;
