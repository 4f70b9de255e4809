import { qualifiedName, ResourceType } from './ResourceType';
import { Cause } from './schema/pruneAndCheck';

/** An error as the Kubernetes API answers it: an object of kind Status. */
export class StatusError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: Record<string, unknown>,
  ) {
    super(message);
  }

  toStatus() {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      ...(this.details ? { details: this.details } : {}),
      code: this.code,
    };
  }
}

const detailsOf = (type: ResourceType, name: string) => ({
  name,
  ...(type.group ? { group: type.group } : {}),
  kind: type.plural,
});

export function notFound(type: ResourceType, name: string): StatusError {
  return new StatusError(
    404,
    'NotFound',
    `${qualifiedName(type)} "${name}" not found`,
    detailsOf(type, name),
  );
}

export function alreadyExists(type: ResourceType, name: string): StatusError {
  return new StatusError(
    409,
    'AlreadyExists',
    `${qualifiedName(type)} "${name}" already exists`,
    detailsOf(type, name),
  );
}

export function conflict(
  type: ResourceType,
  name: string,
  why = 'the object has been modified; please apply your changes to the latest version and try again',
): StatusError {
  return new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedName(type)} "${name}": ${why}`,
    detailsOf(type, name),
  );
}

export function invalid(
  type: ResourceType,
  name: string,
  causes: Cause[],
): StatusError {
  const list = causes.map(({ field, message }) => `${field}: ${message}`);
  return new StatusError(
    422,
    'Invalid',
    `${type.kind}${type.group ? `.${type.group}` : ''} "${name}" is invalid: ${
      list.length === 1 ? list[0] : `[${list.join(', ')}]`
    }`,
    {
      ...detailsOf(type, name),
      kind: type.kind,
      causes,
    },
  );
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

export function gone(message: string): StatusError {
  return new StatusError(410, 'Expired', message);
}
