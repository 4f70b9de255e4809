import { z } from 'zod';
import { validationFailed } from '../GitHubError';

/** The body in the shape a route expects. Throws GitHub's 422 that names the first field that is wrong. */
export function parseBody<T>(
  schema: z.ZodType<T>,
  body: unknown,
  resource: string,
): T {
  const result = schema.safeParse(body ?? {});
  if (!result.success) {
    throw validationFailed(
      ...result.error.issues.map(issue => ({
        resource,
        field: issue.path.join('.'),
        code: issue.code === 'invalid_type' ? 'missing_field' : 'invalid',
        message: issue.message,
      })),
    );
  }
  return result.data;
}
