import { explainError } from './explainError';

/** Whether what was asked may have been done although this came back. Only a refusal by the API says that it was not. */
export function mayBeDone(error: unknown): boolean {
  const { kind } = explainError(error);
  if (kind === 'notAllowed' || kind === 'notFound' || kind === 'conflict') {
    return false;
  }
  const { statusCode } = Object(error) as { statusCode?: unknown };
  const refused =
    typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
  return !refused || statusCode === 408;
}
