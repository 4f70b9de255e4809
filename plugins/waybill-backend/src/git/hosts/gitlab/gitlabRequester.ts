import {
  createRequesterFn,
  RequesterType,
  ResourceOptions,
} from '@gitbeaker/requester-utils';
import { hostError } from '../hostError';
import { hostFetch } from '../hostFetch';

/**
 * How Gitbeaker's resources reach GitLab: one request at a time, stopped by the signal, none of them repeated, with errors that say
 * what was done and never what was sent.
 */
export function gitlabRequester(
  doing: string,
  signal: AbortSignal,
): (resource: ResourceOptions) => RequesterType {
  return createRequesterFn(
    async (resource, options) => ({ ...options, prefixUrl: resource.url }),
    async (endpoint, options = {}) => {
      const { prefixUrl, searchParams, method, headers, body } = options as {
        prefixUrl: string;
        searchParams?: string;
        method?: string;
        headers?: Record<string, string>;
        body?: string;
      };
      const url = new URL(`${prefixUrl.replace(/\/?$/, '/')}${endpoint}`);
      url.search = searchParams ?? '';
      let response: Response;
      try {
        response = await hostFetch(url, { method, headers, body, signal });
      } catch (error) {
        signal.throwIfAborted();
        throw hostError('GitLab', 'integrations.gitlab', doing, {
          status: undefined,
          said: reasonOf(error),
          limited: false,
        });
      }
      const text = await response.text();
      if (!response.ok) {
        throw Object.assign(
          hostError('GitLab', 'integrations.gitlab', doing, {
            status: response.status,
            said: wordsOf(text),
            limited: response.status === 429,
          }),
          { answered: response.status },
        );
      }
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: text === '' ? null : JSON.parse(text),
      };
    },
  );
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message: string; cause?: unknown };
  return cause instanceof Error ? cause.message : message;
}

/** GitLab says `message` or `error`, a text, a list or lists by field. */
function wordsOf(text: string): string {
  try {
    const { message, error } = JSON.parse(text);
    const said = message ?? error;
    return typeof said === 'string' ? said : JSON.stringify(said ?? text);
  } catch {
    return text;
  }
}
