import { z } from 'zod';

/** What the steps that set values in a file take; which values can be written is for each format to say. */
export const updatesConfig = z.strictObject({
  path: z.string().min(1),
  updates: z
    .array(z.strictObject({ key: z.string().min(1), value: z.json() }))
    .min(1)
    // Each is looked for among all keys of its level.
    .max(500),
});
export type UpdatesConfig = z.infer<typeof updatesConfig>;
