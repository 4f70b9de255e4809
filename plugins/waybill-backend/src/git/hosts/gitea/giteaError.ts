import { hostError } from '../hostError';

/** An error for what Gitea answered; its client rejects with the Response itself. Never says what was sent. */
export function giteaError(error: unknown, doing: string): Error {
  const answer = error as {
    status?: number;
    message?: string;
    cause?: { message?: string };
    error?: { message?: string } | string | null;
  };
  const body = answer.error;
  const words = typeof body === 'string' ? body : body?.message;
  return hostError('Gitea', 'integrations.gitea', doing, {
    status: answer.status,
    said: words ?? answer.cause?.message ?? answer.message ?? 'without a word',
    limited: answer.status === 429,
  });
}
