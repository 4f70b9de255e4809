import { Gate } from '@waybill/backstage-plugin-waybill-common';

/** Why something was not done, ready to be shown. */
export interface Explanation {
  kind: 'notAllowed' | 'notFound' | 'conflict' | 'noAnswer' | 'other';
  message: string;
  gates: Gate[];
}

/** Reads what the API answered: Backstage's error body, with the gates of a 409 where it brings them. */
export function explainError(error: unknown): Explanation {
  const shape = asObject(error);
  const body = asObject(shape.body);
  const inner = asObject(body.error);
  const response = asObject(body.response);
  const status =
    shape.statusCode ?? asObject(shape.response).status ?? response.statusCode;
  const message = [inner.message, shape.message].find(
    (text): text is string => typeof text === 'string' && text !== '',
  );
  return {
    kind: kindOf(status, inner.name ?? shape.name),
    message: message ?? String(error),
    gates: [body.gates, inner.gates].flatMap(readGates),
  };
}

function kindOf(status: unknown, name: unknown): Explanation['kind'] {
  if (status === 401 || status === 403 || name === 'NotAllowedError') {
    return 'notAllowed';
  }
  if (status === 404 || name === 'NotFoundError') return 'notFound';
  if (status === 409 || name === 'ConflictError') return 'conflict';
  if (
    status === undefined &&
    (name === 'TypeError' || name === 'TimeoutError')
  ) {
    return 'noAnswer';
  }
  return 'other';
}

function readGates(value: unknown): Gate[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (gate): gate is Gate => typeof asObject(gate).message === 'string',
  );
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : {};
}
