import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError, toError } from '@backstage/errors';
import { ErrorRequestHandler, RequestHandler } from 'express';
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
      coerceTypes: false,
      allowUnknownQueryParameters: false,
    },
    validateResponses: true,
    ignoreUndocumented: false,
    validateSecurity: false,
    useRequestUrl: true,
  }) as RequestHandler[];
}

/** Turns the validator's errors into Backstage's. An answer that breaks the document is our fault, not the caller's. */
export function openApiErrors(logger: LoggerService): ErrorRequestHandler {
  return (error, request, _response, next) => {
    const { status } = error as { status?: number };
    const { message } = toError(error);
    if (!Array.isArray((error as { errors?: unknown }).errors)) {
      next(error);
    } else if (status === 404 || status === 405) {
      next(new NotFoundError(`${request.method} ${request.path}: ${message}`));
    } else if (status === 500) {
      logger.error(
        `The answer to ${request.method} ${request.path} breaks the API's description: ${message}`,
      );
      next(
        new Error(
          'The answer would have broken the API description; the log says how',
        ),
      );
    } else {
      next(new InputError(message));
    }
  };
}
