import { randomBytes } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  InputError,
  NotFoundError,
  stringifyError,
  toError,
} from '@backstage/errors';
import { ErrorRequestHandler } from 'express';
import { GatesError } from './GatesError';

/** Errors whose sentences are meant for callers. */
const MEANT_FOR_CALLERS = [
  'AuthenticationError',
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'NotImplementedError',
  'NotModifiedError',
  'ServiceUnavailableError',
];

/** So many of a request are named; a body may have thousands. */
const MOST_MISTAKES = 5;

/** Refusing gates go into the answer, so that a client need not parse a sentence. */
const gatesErrors: ErrorRequestHandler = (error, request, response, next) => {
  if (!(error instanceof GatesError)) {
    next(error);
    return;
  }
  response.status(409).json({
    error: { name: 'ConflictError', message: error.message },
    gates: error.gates,
    request: { method: request.method, url: request.url },
    response: { statusCode: 409 },
  });
};

/** A body that could not be read: the parser's errors carry all of it, and fields of its own. */
const bodyErrors: ErrorRequestHandler = (error, _request, _response, next) => {
  const { type, status } = error as { type?: unknown; status?: number };
  const { name, message } = toError(error);
  if (type === 'entity.parse.failed') {
    next(new InputError(`Expected a body of JSON, found ${message}`));
  } else if (typeof type === 'string' && typeof status === 'number') {
    next(Object.assign(new Error(message), { name, status }));
  } else {
    next(error);
  }
};

/** Makes every error one of Backstage's; what was not meant for callers goes to the log alone. */
export function answerErrors(logger: LoggerService): ErrorRequestHandler[] {
  return [bodyErrors, openApiErrors(logger), gatesErrors, innerErrors(logger)];
}

/** Turns the validator's errors into Backstage's. An answer that breaks the document is our fault, not the caller's. */
function openApiErrors(logger: LoggerService): ErrorRequestHandler {
  return (error, request, _response, next) => {
    const { status } = error as { status?: number };
    const { message } = toError(error);
    const { errors } = error as {
      errors?: { path: string; message: string }[];
    };
    if (!Array.isArray(errors)) {
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
      // The path names what is one too many; the message alone does not.
      const all = new Set(errors.map(it => `request${it.path} ${it.message}`));
      const more = all.size - MOST_MISTAKES;
      next(
        new InputError(
          [...all].slice(0, MOST_MISTAKES).join(', ') +
            (more > 0 ? `, and ${more} more` : ''),
        ),
      );
    }
  };
}

/** The text of a failed query, say, holds what was stored; the answer holds a number to find it by. */
function innerErrors(logger: LoggerService): ErrorRequestHandler {
  return (raw, request, _response, next) => {
    const error = toError(raw);
    const { status } = error as { status?: unknown };
    if (
      MEANT_FOR_CALLERS.includes(error.name) ||
      (typeof status === 'number' && status >= 400 && status < 500)
    ) {
      next(error);
      return;
    }
    const logId = randomBytes(8).toString('hex');
    logger.error(
      `${request.method} ${request.path} failed (${logId}): ${stringifyError(
        error,
      )}`,
      error,
    );
    next(new Error(`Waybill failed; its log says why under ${logId}`));
  };
}
