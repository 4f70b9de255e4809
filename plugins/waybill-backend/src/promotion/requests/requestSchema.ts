import { z } from 'zod';
import { durationSchema } from '../steps/duration';

const named = z.strictObject({
  name: z.string().min(1),
  value: z.string().min(1),
});

/** What every step that sends a request takes. */
export const requestFields = {
  url: z.string().min(1),
  headers: z.array(named).optional(),
  queryParams: z.array(named).optional(),
  timeout: durationSchema.optional(),
  insecureSkipTLSVerify: z.boolean().optional(),
  errorExpression: z.string().optional(),
};

const fields = z.object(requestFields);

export type RequestFields = z.infer<typeof fields>;
