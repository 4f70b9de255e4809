import { RequestHandler } from 'express';
import { middleware } from 'express-openapi-validator';
import { openapi } from './schema/openapi';

type Specification = Extract<
  Parameters<typeof middleware>[0]['apiSpec'],
  object
>;

/** Checks requests and answers against the OpenAPI document; what it does not describe is not answered. */
export function validateOpenApi(): RequestHandler[] {
  return middleware({
    apiSpec: openapi as unknown as Specification,
    validateRequests: {
      // All that is wrong at once: a misspelt field is one too many, and one too few.
      allErrors: true,
      coerceTypes: false,
      allowUnknownQueryParameters: false,
    },
    validateResponses: true,
    ignoreUndocumented: false,
    validateSecurity: false,
    useRequestUrl: true,
  }) as RequestHandler[];
}
